from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tasks.monitor import judge
from warehouse.monitor import Day

TODAY = date(2026, 3, 29)
RATE, UNDATED, UNPLACED, COPIES = (
    "events per 100 documents",
    "% of events without date",
    "% of events without country",
    "% of documents that are copies",
)


def _usual(back: int, scale: float = 1.0) -> Day:
    documents = round(scale * (200 + 60 * (back % 7)))
    reports = round(documents * (0.3 + 0.02 * (back % 3)))
    return Day(
        TODAY - timedelta(days=back), documents, documents // 10, reports, reports // 4,
        reports // 10,
    )  # fmt: skip


def _weeks(change: Callable[[Day], Day] = lambda day: day) -> list[Day]:
    """Four ordinary weeks, and two last days that `change` makes other."""
    return [change(_usual(0)), change(_usual(1)), *(_usual(back) for back in range(2, 30))]


def _drifting(days: list[Day]) -> list[str]:
    return [each.measure for each in judge(days, TODAY) if each.drifts]


@pytest.mark.parametrize(
    ("change", "drifting"),
    [
        (lambda day: day, []),
        (lambda day: _usual(0, 3.0)._replace(day=day.day), []),
        (lambda day: day._replace(reports=day.reports // 2, undated=day.undated // 2,
                                  unplaced=day.unplaced // 2), [RATE]),
        (lambda day: day._replace(undated=day.reports * 3 // 4), [UNDATED]),
        (lambda day: day._replace(unplaced=day.reports), [UNPLACED]),
        (lambda day: day._replace(copies=day.documents // 2), [COPIES]),
        (lambda day: day._replace(copies=0), [COPIES]),
        (lambda day: day._replace(reports=0, undated=0, unplaced=0), [RATE]),
    ],
    ids=["as ever", "more of all", "half the events", "no dates", "no country", "copies", "none",
         "nothing found"],
)  # fmt: skip
def test_what_changes_is_named_and_nothing_else(
    change: Callable[[Day], Day], drifting: list[str]
) -> None:
    assert _drifting(_weeks(change)) == drifting


def test_days_that_swing_of_themselves_do_not_alarm() -> None:
    swinging = [
        day._replace(reports=round(day.documents * (0.1 if day.day.toordinal() % 2 else 0.6)))
        for day in _weeks()
    ]
    last = swinging[0]._replace(reports=round(swinging[0].documents * 0.15))
    assert RATE not in _drifting([last, *swinging[1:]])


@pytest.mark.parametrize(
    "days", [[], _weeks()[:2], _weeks()[2:], _weeks()[:8], [_usual(0, 0.05), *_weeks()[2:]]],
    ids=["nothing", "no past", "nothing new", "a short past", "a handful"],
)  # fmt: skip
def test_too_little_says_nothing(days: list[Day]) -> None:
    for each in judge(days, TODAY):
        assert not each.drifts
        assert each.deviations is None


def test_order_and_days_outside_make_no_difference() -> None:
    days = _weeks()
    strange = Day(TODAY - timedelta(days=200), 10_000, 10_000, 1, 1, 1)
    later = strange._replace(day=TODAY + timedelta(days=1))
    assert judge(days, TODAY) == judge([later, *reversed(days), strange], TODAY)
