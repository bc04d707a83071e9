from datetime import datetime, timedelta

import pytest

from tasks.monitor import silent_sources
from warehouse.monitor import Activity, Unheard

NOW = datetime(2026, 3, 29, 12)


def _source(name: str, days: int, span: int, ago: int) -> Activity:
    last = NOW - timedelta(days=ago)
    return Activity(name, 10 * days, days, last - timedelta(days=span - 1), last)


@pytest.mark.parametrize(
    ("days", "span", "ago", "silent"),
    [
        (60, 60, 0, False),
        (60, 60, 2, False),
        (60, 60, 4, True),
        (30, 60, 9, False),
        (30, 60, 14, True),
        (8, 60, 30, False),
        (8, 60, 60, True),
        (4, 4, 300, False),
        (5, 5, 30, True),
        (30, 30, -2, False),
    ],
)
def test_silence_is_held_against_habit(days: int, span: int, ago: int, silent: bool) -> None:
    found = silent_sources([_source("Wire", days, span, ago)], [], NOW)
    assert bool(found) is silent
    if silent:
        assert found[0].days_silent == ago - 1
        assert f"{10 * days} articles" in found[0].why


def test_the_longest_silence_stands_first() -> None:
    known = [_source("A", 60, 60, 5), _source("B", 60, 60, 50), _source("C", 60, 60, 0)]
    assert [each.source for each in silent_sources(known, [], NOW)] == ["B", "A"]


def test_what_sources_toml_allows_is_told_once() -> None:
    known = [_source("The Wire", 60, 60, 50), _source("B", 60, 60, 90)]
    since = NOW - timedelta(days=8)
    unheard = [Unheard("wire", "The Wire", since, 3.0), Unheard("new", None, since, 0.5)]
    found = silent_sources(known, unheard, NOW)
    assert [(each.source, each.days_silent) for each in found] == [
        ("B", 89),
        ("new", 8),
        ("wire", 8),
    ]
    assert found[2].why == "nothing new for longer than silent_after, 3 days"
