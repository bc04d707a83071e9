"""Figures of small sets, counted by hand."""

from collections.abc import Callable
from typing import Any

import pytest

from schemas.event import Event
from tasks.evaluate import Evaluation, Judged
from tasks.evaluate.figures import Tally
from tasks.evaluate.interval import f1_interval, gain_interval
from tasks.evaluate.keys import key_faults
from tasks.evaluate.reliability import reliability
from tasks.evaluate.values import dates_agree

Make = Callable[..., Event]
Judge = Callable[..., Judged]

RUIZ, LIMA = "Ana Ruiz/CHL", {"country": "PER", "place": "Lima"}


@pytest.mark.parametrize(
    ("kind", "gold", "found", "faults"),
    [
        ("visit", ((RUIZ,), LIMA), ((RUIZ, "/BOL"), LIMA), ()),
        ("visit", ((RUIZ,), LIMA), (("/CHL",), {"country": "PER"}), ()),
        ("visit", ((RUIZ,), LIMA), (("Ruiz/CHL",), {"place": "Lima"}), ()),
        ("visit", ((RUIZ,), LIMA), ((RUIZ,), {}), ("place",)),
        ("visit", ((RUIZ,), {}), ((RUIZ,), LIMA), ()),
        ("visit", ((RUIZ,), LIMA), (("Eva Sol/CHL",), {"country": "BOL"}), ("actor", "place")),
        ("meeting", ((RUIZ, "Eva Sol/BOL"), LIMA), ((RUIZ, "Eva Sol/BOL"), {}), ()),
        ("meeting", ((RUIZ, "Eva Sol/BOL"), {}), ((RUIZ, "Jo Paz/BOL"), {}), ("actor",)),
        ("meeting", ((RUIZ,), {}), ((RUIZ, "/BOL"), {}), ()),
        ("deployment", (("/GHA",), LIMA), (("/GHA",), LIMA | {"action": "presence"}), ()),
        (
            "deployment",
            (("/GHA",), LIMA),
            (("/GHA",), LIMA | {"action": "withdraw"}),
            ("direction",),
        ),
        ("transfer", (("/DEU", "/UKR"), {}), (("/DEU", "/UKR"), {}), ()),
        ("transfer", (("/DEU", "/UKR"), {}), (("/UKR", "/DEU"), {}), ("actor",)),
    ],
)
def test_key(
    kind: str, gold: tuple[Any, Any], found: tuple[Any, Any], faults: Any, event: Make
) -> None:
    annotated, extracted = (event(kind, *people, **rest) for people, rest in (gold, found))
    assert key_faults(annotated, extracted) == faults


@pytest.mark.parametrize(
    ("gold", "found", "agree"),
    [
        ("2026-03-04", "2026-03-04", True),
        ("2026-03-04/2026-03-06", "2026-03-04", True),
        ("2026-03-06", "2026-03-04/2026-03-06", True),
        ("2026-03-04/2026-03-06", "2026-03-04/2026-03-09", True),
        ("2026-03-05", "2026-03-04/2026-03-06", False),
        ("2026-03", "2026-03-04", False),
    ],
)
def test_dates(gold: str, found: str, agree: bool) -> None:
    assert dates_agree(gold, found) is agree


def test_figures_of_two_documents(event: Make, judged: Judge) -> None:
    gold = event("visit", RUIZ, date="2026-03-04", **LIMA)
    found = event("visit", "Ruiz/CHL", status="ongoing", date="2026-03-05", country="PER")
    wrong = event("transfer", "/DEU", "/UKR")
    figures = Evaluation(
        (judged([gold], [found, wrong]), judged([], [wrong], document_id="two"))
    ).figures
    assert figures["event.visit"] == Tally(1, 1, 1)
    assert figures["event.transfer"] == Tally(0, 0, 2)
    assert figures["event"] == Tally(1, 1, 3)
    # status, alleged, country, visitors, visitors.country; the date differs, the place lacks
    assert figures["slot.visit"] == Tally(5, 7, 6)
    # and of each transfer: status, alleged, supplier, recipient, mode
    assert figures["slot"] == Tally(5, 7, 16)
    assert figures["slot:date"] == Tally(0, 1, 1)
    assert figures["slot:place"] == Tally(0, 1, 0)
    assert (figures["event"].precision, figures["event"].recall) == (33.3, 100.0)
    assert figures["event"].f1 == 50.0
    assert figures["event.meeting"].f1 == 0.0


def test_frames_and_documents_without_event(event: Make, judged: Judge) -> None:
    gold = event("visit", RUIZ, **LIMA)
    wrong = event("transfer", "/DEU", "/UKR")
    whole = Evaluation((judged([gold], [gold, wrong]), judged([], [wrong, wrong])))
    assert [(f.frame, f.made, f.matched, f.precision) for f in whole.frames] == [
        ("transfer.frame", 3, 0, 0.0),
        ("visit.frame", 1, 1, 100.0),
    ]
    assert whole.frames[1].values == Tally(6, 6, 6)
    assert (whole.eventless.documents, whole.eventless.records) == (1, 2)
    assert whole.eventless.per_hundred == 200.0
    assert whole.reliability.bins[0].count == 4
    assert whole.reliability.error == pytest.approx(0.45)


def test_reliability_bins() -> None:
    table = reliability([(0.85, True), (0.81, True), (0.8, False), (1.0, True), (0.0, False)])
    assert [(b.low, b.count) for b in table.bins] == [(0.0, 1), (0.8, 3), (0.9, 1)]
    assert table.bins[1].right == pytest.approx(2 / 3)
    assert table.error == pytest.approx(3 * abs(0.82 - 2 / 3) / 5)
    assert reliability([]).error == 0.0


def test_interval_holds_the_figure_and_is_narrower_with_more_documents() -> None:
    few = [Tally(3, 4, 5), Tally(0, 2, 1), Tally(4, 4, 4), Tally(1, 3, 2)]
    narrow, wide = f1_interval(few * 25), f1_interval(few)
    figure = sum(few, start=Tally()).f1
    assert wide.low < narrow.low < figure < narrow.high < wide.high
    assert f1_interval(few) == wide
    assert f1_interval([Tally(2, 2, 2)] * 9) == f1_interval([Tally(1, 1, 1)])


def test_gain_is_paired() -> None:
    before = [Tally(right, 4, 4) for right in (0, 1, 2, 3) * 10]
    after = [Tally(t.right + 1, 4, 4) for t in before]
    gain = gain_interval(before, after)
    assert (gain.low, gain.high) == (25.0, 25.0)
    with pytest.raises(ValueError, match="40 tallies before, 39 after"):
        gain_interval(before, after[1:])


def test_no_document() -> None:
    assert (f1_interval([]).low, f1_interval([]).high) == (0.0, 0.0)
    assert Evaluation(()).figures["event"] == Tally()
