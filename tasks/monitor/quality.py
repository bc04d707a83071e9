"""The quality sentinel: the last days against the weeks before.

Each measure is a count over a base: reports over documents (a rate), reports without date over
reports (a share). Days differ by more than chance, so that the variance of a measure is taken as φ
times that of Poisson or binomial counts, φ being Pearson's χ² over its degrees of freedom, 1 at the
least (quasi-likelihood: McCullagh and Nelder, Generalized Linear Models, 1989, ch. 9).
"""

import math
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from warehouse.monitor import Day

RECENT = timedelta(days=2)
"""Today, which is not over, and yesterday."""
BEFORE = timedelta(days=28)
"""What they are held against: weeks, since no two days of a week are alike."""
LEAST_DAYS = 7
"""Days with documents that the weeks before must have."""
LEAST_BASE = 50
"""Documents or reports that both must have; fewer say nothing."""
DEVIATIONS = 4.0
"""Standard deviations from which a difference is no chance: 1 in 16,000 for each measure."""
CHANGE = 0.2
"""Relative change below which a difference is no matter, however sure."""


class Measure(NamedTuple):
    """One figure that is watched."""

    name: str
    count: Callable[[Day], int]
    base: Callable[[Day], int]
    is_share: bool
    """Whether the count is part of the base."""


MEASURES = (
    Measure("events per 100 documents", lambda d: d.reports, lambda d: d.documents, False),
    Measure("% of events without date", lambda d: d.undated, lambda d: d.reports, True),
    Measure("% of events without country", lambda d: d.unplaced, lambda d: d.reports, True),
    Measure("% of documents that are copies", lambda d: d.copies, lambda d: d.documents, True),
)


class Drift(NamedTuple):
    """How a measure stands; `recent` and `before` are per hundred."""

    measure: str
    recent: float | None
    before: float | None
    deviations: float | None
    """Null where there is too little to compare."""
    drifts: bool


def judge(days: Sequence[Day], today: date) -> list[Drift]:
    """Compare the last days with the weeks before, a row for each of `MEASURES`.

    Args:
        days: as `warehouse.monitor.days` gives them, in any order.
        today: the last of the recent days.
    """
    start = today - RECENT + timedelta(days=1)
    recent = [day for day in days if start <= day.day <= today]
    before = [day for day in days if start - BEFORE <= day.day < start]
    return [_drift(measure, recent, before) for measure in MEASURES]


def _drift(measure: Measure, recent: Sequence[Day], before: Sequence[Day]) -> Drift:
    counts, bases = _sums(measure, recent)
    old_counts, old_bases = _sums(measure, before)
    now = 100 * counts / bases if bases else None
    then = 100 * old_counts / old_bases if old_bases else None
    known = sum(1 for day in before if measure.base(day))
    if now is None or then is None or known < LEAST_DAYS or min(bases, old_bases) < LEAST_BASE:
        return Drift(measure.name, now, then, None, drifts=False)
    deviations = _deviations(measure, recent, before)
    large = abs(now - then) > CHANGE * max(then, 100 / old_bases)
    return Drift(measure.name, now, then, deviations, large and abs(deviations) > DEVIATIONS)


def _sums(measure: Measure, days: Sequence[Day]) -> tuple[int, int]:
    return sum(map(measure.count, days)), sum(map(measure.base, days))


def _deviations(measure: Measure, recent: Sequence[Day], before: Sequence[Day]) -> float:
    counts, bases = _sums(measure, recent)
    old_counts, old_bases = _sums(measure, before)
    pooled = (counts + old_counts + 0.5) / (bases + old_bases + 1)
    unit = pooled * (1 - pooled) if measure.is_share else pooled
    spread = _dispersion(measure, before)
    error = math.sqrt(spread * max(unit, 1e-9) * (1 / bases + 1 / old_bases))
    return (counts / bases - old_counts / old_bases) / error


def _dispersion(measure: Measure, days: Sequence[Day]) -> float:
    """Return Pearson's χ² of the days' counts over its degrees of freedom, at least 1."""
    counts, bases = _sums(measure, days)
    mean = counts / bases
    unit = mean * (1 - mean) if measure.is_share else mean
    seen = [day for day in days if measure.base(day)]
    if unit <= 0 or len(seen) < 2:
        return 1.0
    squares = (
        (measure.count(day) - measure.base(day) * mean) ** 2 / (measure.base(day) * unit)
        for day in seen
    )
    return max(1.0, sum(squares) / (len(seen) - 1))
