"""Parts of one stay, and stays of their own."""

import pytest

from tasks.extract.extractor import extract_parsed
from tasks.extract.join import join
from tasks.extract.lexicon import Lexicon
from tasks.extract.reading import Reading
from tests.tasks.extract.telling import trigger


@pytest.mark.parametrize(
    ("name", "dates"),
    [
        ("stay", ["2024-05-08/2024-05-09"]),
        ("two-stays", ["2024-05-09", "2023-08-02"]),
    ],
)
def test_an_arrival_and_the_reception_after_it_are_one_visit(
    name: str, dates: list[str], mentions: dict[str, Reading], lexicon: Lexicon
) -> None:
    read = mentions[name]
    found, _ = extract_parsed(read.document, read.doc, lexicon, "test")
    visits = [report for report in found.reports if report.event.type == "visit"]
    assert [visit.event.date for visit in visits] == dates
    for visit in visits:
        (span,) = (span for span in visit.spans if span.slot == "date")
        days = {"Thursday", "Wednesday", "August 2"}
        assert sum(day in span.quote for day in days) == len(visit.event.date.split("/"))


def test_a_visit_that_one_of_its_mentions_begins_has_begun(composed) -> None:
    stay = {"visitors": ["Salim"], "place": ["Nairobi"], "date": ["Tuesday"]}
    port = {"visitors": ["minister"], "place": ["Mombasa"], "date": ["Wednesday"]}
    drafts = composed(
        "programme",
        trigger("visit", "visit", roles=stay),
        trigger("arrived", "visit", roles=stay),
        trigger("visit#2", "visit", facets={"status": "planned"}, roles=port),
    )
    (record,) = join(drafts)
    assert record.when.edtf == "2024-03-05/2024-03-06"
