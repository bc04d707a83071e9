"""What comes out follows from what goes in, not from how it comes in."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.resolve import grouping
from tasks.resolve.compare import compare
from tasks.resolve.evidence import Verdict
from tasks.resolve.facts import Facts
from tasks.resolve.grouping import group
from tasks.resolve.pool import pool
from tasks.resolve.rulings import Ruling
from tests.tasks.resolve.conftest import Make

PEOPLE = [
    "Sergei Shoigu (RUS)",
    "Sergey Shoygu (RUS)",
    "Shoigu (RUS)",
    "Mira Solberg (NOR)",
    "(RUS)",
]
DATES = [None, "2026-03", "2026-03-04", "2026-03-06", "2026-03-04/2026-03-06", "2026-04-20"]
RECORDS = st.fixed_dictionaries(
    {
        "type": st.just("visit"),
        "visitors": st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True),
        "country": st.sampled_from([None, "PRK", "PRK", "CHN"]),
        "date": st.sampled_from(DATES),
        "status": st.sampled_from(["planned", "occurred", "ongoing", "denied"]),
        "published": st.sampled_from(["2026-03-03", "2026-03-05", "2026-03-07", "2026-05-01"]),
        "publisher": st.sampled_from(["wire", "paper", None]),
        "copies": st.sampled_from(["one story", "another", "a third"]),
        "evidence": st.sampled_from([["as told"], ["as said"]]),
    }
)
BATCH = st.lists(st.tuples(st.integers(0, 8), RECORDS), min_size=1, max_size=14)
Parts = dict[frozenset[UUID], UUID]


def reports_of(batch: Sequence[tuple[int, dict[str, object]]], told: Make) -> list[Facts]:
    made = [told(f"text {text}", record, nth) for nth, (text, record) in enumerate(batch)]
    return list({report.report_id: report for report in made}.values())


def events_of(reports: Sequence[Facts], rulings: Sequence[Ruling] = ()) -> list[object]:
    pooled = [pool(each, rulings) for each in group(reports, rulings)]
    return sorted(pooled, key=lambda event: str(event.event_id))


@settings(max_examples=60, deadline=None)
@given(batch=BATCH, shuffled=st.randoms(use_true_random=False))
def test_order_has_no_say(batch, shuffled, told: Make) -> None:
    reports = reports_of(batch, told)
    mixed = list(reports)
    shuffled.shuffle(mixed)
    assert events_of(mixed) == events_of(reports)


@settings(max_examples=60, deadline=None)
@given(batch=BATCH)
def test_parts_grouped_alone_are_the_same(batch, told: Make) -> None:
    """What the incremental way rests on."""
    groups = group(reports_of(batch, told))
    parts: dict[UUID, list[Facts]] = {}
    for each in groups:
        parts.setdefault(each.component, []).extend(m.report for m in each.members)
    alone = [each for reports in parts.values() for each in group(reports)]
    assert sorted(alone, key=lambda each: str(each.event_id)) == sorted(
        groups, key=lambda each: str(each.event_id)
    )


@settings(max_examples=60, deadline=None)
@given(batch=BATCH, at=st.integers(0, 13), to=st.integers(0, 13))
def test_a_ruling_binds_and_goes(batch, at, to, told: Make) -> None:
    reports = reports_of(batch, told)
    one, other = (reports[place % len(reports)].anchor for place in (at, to))
    before = events_of(reports)
    for kind in ("merge", "split"):
        ruling = Ruling(
            decision_id=uuid4(),
            kind=kind,
            one=one,
            others=(other,),
            made_by="ana",
            made_at=datetime(2026, 5, 1),
        )
        groups = group(reports, [ruling])
        homes = {m.report.anchor: each.event_id for each in groups for m in each.members}
        assert one == other or (homes[one] == homes[other]) is (kind == "merge")
    assert events_of(reports) == before


@settings(max_examples=60, deadline=None)
@given(batch=BATCH)
def test_no_event_holds_two_reports_of_one_text(batch, told: Make) -> None:
    for each in group(reports_of(batch, told)):
        texts = [member.report.document for member in each.members]
        assert len(texts) == len(set(texts))


@settings(max_examples=60, deadline=None)
@given(batch=BATCH, cut=st.integers(0, 14))
def test_ids_survive_growth(batch, cut, told: Make) -> None:
    """Later news leave an event its id, or lead to it from its old one."""
    reports = sorted(reports_of(batch, told), key=lambda report: report.order)
    early = {each.event_id for each in group(reports[:cut])}
    later = group(reports)
    anchors = {m.report.anchor: each.event_id for each in later for m in each.members}
    assert early <= anchors.keys()


@pytest.mark.parametrize(
    ("statuses", "standing", "disputed"),
    [
        (["planned", "occurred"], "occurred", False),
        (["occurred", "planned"], "occurred", False),
        (["planned", "cancelled"], "cancelled", False),
        (["planned", "denied"], "planned", True),
        (["ongoing", "occurred"], "occurred", False),
        (["denied", "denied"], "denied", False),
    ],
)
def test_the_status_is_that_of_the_latest_who_vouches(
    statuses, standing, disputed, told: Make
) -> None:
    days = ["2026-03-03", "2026-03-05"]
    record = {"type": "visit", "date": "2026-03-04", "country": "PRK", "visitors": PEOPLE[:1]}
    reports = [
        told(day, record | {"published": day, "status": status})
        for day, status in zip(days, statuses, strict=True)
    ]
    (event,) = [pool(each) for each in group(reports)]
    assert (event.status, event.disputed) == (standing, disputed)
    assert [turn.status for turn in event.turns] == list(dict.fromkeys(statuses))


def test_copies_and_one_publisher_are_one_source(told: Make) -> None:
    record = {"type": "visit", "date": "2026-03-04", "country": "PRK", "visitors": PEOPLE[:1]}
    reports = [
        told("a", record | {"published": "2026-03-04", "publisher": "wire", "copies": "a"}),
        told("b", record | {"published": "2026-03-04", "publisher": "paper", "copies": "a"}),
        told("c", record | {"published": "2026-03-05", "publisher": "paper"}),
        told("d", record | {"published": "2026-03-05", "publisher": "ministry"}),
    ]
    (event,) = [pool(each) for each in group(reports)]
    assert (event.sources, event.texts, len(event.members)) == (2, 3, 4)


def test_copies_are_one_event_and_are_not_compared(told: Make, monkeypatch) -> None:
    record = {
        "type": "visit",
        "visitors": ["Mira Solberg (NOR)"],
        "country": "EST",
        "date": "2026-03-04",
        "published": "2026-03-05",
        "copies": "one story",
        "evidence": ["as told"],
    }
    compared = []

    def counted(a: Facts, b: Facts) -> Verdict:
        compared.append((a, b))
        return compare(a, b)

    monkeypatch.setattr(grouping, "compare", counted)
    copies = [told(f"paper {number}", record) for number in range(300)]
    other = told("an own report", {**record, "copies": "another", "evidence": ["as seen"]})
    (event,) = group([*copies, other])
    assert len(event.members) == 301
    assert len(compared) == 1
    assert {m.reason.split(" of ")[0] for m in event.members[2:]} <= {"a copy"}
