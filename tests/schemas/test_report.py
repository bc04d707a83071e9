from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.document import Document
from schemas.event import Actor, Visit
from schemas.ids import content_hash, content_uuid
from schemas.report import Extraction, Report, TextSpan

TEXT = "Foreign Minister Ana Ruiz arrived in Lima on Monday. 🇵🇪 She met nobody."
DOCUMENT = Document(
    document_id=content_uuid("document", ("test",)),
    source_id=content_uuid("source", ("test",)),
    uri="file:///test.txt",
    content_sha256=content_hash(b"test"),
    text_sha256=content_hash(TEXT.encode()),
    title="Ruiz in Lima",
    text=TEXT,
)
QUOTE = "Ana Ruiz arrived in Lima on Monday"
VISIT = Visit(status="occurred", visitors=(Actor(name="Ana Ruiz"),), evidence=(QUOTE,))


def report(*spans: TextSpan, document: UUID = DOCUMENT.document_id) -> Report:
    return Report(
        report_id=Report.key(document, VISIT),
        document_id=document,
        event=VISIT,
        spans=spans,
        frame="test",
        extractor="0",
    )


def span(slot: str = "evidence.0", field: str = "text", quote: str = QUOTE, at: int = -1) -> dict:
    start = at if at >= 0 else (TEXT if field == "text" else "Ruiz in Lima").index(quote)
    return {"slot": slot, "field": field, "start": start, "end": start + len(quote), "quote": quote}


def test_a_span_reproduces_its_quote() -> None:
    place = TextSpan(**span("place", "title", "Lima"))
    extraction = Extraction(document=DOCUMENT, reports=(report(TextSpan(**span()), place),))
    assert extraction.reports[0].spans[1].quote == "Lima"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (span(at=18), "reads"),
        (span(at=len(TEXT) - 3), "the span ends at"),
        (span(slot="evidence.0", field="title", quote=QUOTE, at=0), "the span ends at"),
    ],
)
def test_a_span_that_does_not_fit_is_refused(wrong: dict, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Extraction(document=DOCUMENT, reports=(report(TextSpan(**span()), TextSpan(**wrong)),))


@pytest.mark.parametrize(
    ("change", "message"),
    [({"end": 5}, "does not hold"), ({"slot": "Date"}, "pattern"), ({"start": -1}, "greater")],
)
def test_a_malformed_span_is_refused(change: dict, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        TextSpan(**(span() | change))


def test_evidence_needs_a_span() -> None:
    with pytest.raises(ValidationError, match="evidence without a span"):
        report(TextSpan(**span("place", quote="Lima")))


def test_reports_of_another_document_are_refused() -> None:
    other = content_uuid("document", ("other",))
    with pytest.raises(ValidationError, match="another document"):
        Extraction(document=DOCUMENT, reports=(report(TextSpan(**span()), document=other),))


@pytest.mark.parametrize("confidence", [-0.01, 1.01, float("nan"), "0.5"])
def test_confidence_lies_between_0_and_1(confidence: object) -> None:
    good = report(TextSpan(**span()))
    with pytest.raises(ValidationError, match="confidence"):
        Report.model_validate(good.model_dump() | {"confidence": confidence})


@given(st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_equal_keys_only_for_equal_parts(one: list[str], two: list[str]) -> None:
    assert (content_uuid("x", one) == content_uuid("x", two)) == (one == two)
    assert content_uuid("x", one) != content_uuid("y", one)
    assert content_uuid("x", one).version == 8
