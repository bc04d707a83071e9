from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.stewardship.retention import Kept, Limits, removals

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def kept(age: float, size: int = 10, name: str = "") -> Kept:
    return Kept(Path(name or f"{age}"), size, NOW - timedelta(days=age))


@pytest.mark.parametrize(
    ("limits", "gone"),
    [
        (Limits(), []),
        (Limits(days=3), ["5.0", "4.0"]),
        (Limits(days=4), ["5.0"]),
        (Limits(size=25), ["5.0", "4.0", "3.0"]),
        (Limits(size=5), ["5.0", "4.0", "3.0", "2.0", "1.0"]),
        (Limits(most=0), ["5.0", "4.0", "3.0", "2.0", "1.0"]),
        (Limits(most=4), ["5.0"]),
        (Limits(days=4.5, size=30, most=2), ["5.0", "4.0", "3.0"]),
    ],
)
def test_what_has_to_go(limits: Limits, gone: list[str]) -> None:
    there = [kept(float(age)) for age in (3, 1, 5, 2, 4)]
    assert [each.kept.path.name for each in removals(there, limits, NOW)] == gone


def test_what_is_dated_in_the_future_is_new() -> None:
    assert removals([kept(-400.0)], Limits(days=1), NOW) == []


def test_one_that_is_too_large_does_not_take_smaller_ones_along() -> None:
    there = [kept(1.0, 10), kept(2.0, 100), kept(3.0, 10)]
    assert [each.kept.path.name for each in removals(there, Limits(size=20), NOW)] == ["2.0"]


@given(
    st.lists(st.tuples(st.floats(0, 100), st.integers(0, 1000)), max_size=30),
    st.floats(0.1, 100) | st.none(),
    st.integers(1, 5000) | st.none(),
    st.integers(0, 20) | st.none(),
)
def test_what_stays_keeps_the_limits(
    things: list[tuple[float, int]], days: float | None, size: int | None, most: int | None
) -> None:
    there = [kept(age, bytes_, str(at)) for at, (age, bytes_) in enumerate(things)]
    gone = {each.kept for each in removals(reversed(there), Limits(days, size, most), NOW)}
    assert gone == {each.kept for each in removals(there, Limits(days, size, most), NOW)}
    stays = set(there) - gone
    assert size is None or sum(each.size for each in stays) <= size
    assert most is None or len(stays) <= most
    assert days is None or all(NOW - each.changed <= timedelta(days=days) for each in stays)
