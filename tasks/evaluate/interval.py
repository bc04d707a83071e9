"""How far a figure would move with other documents of the same kind: bootstrap intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks.evaluate.figures import Tally

DRAWS, SEED, LEVEL = 2000, 20261122, 95
"""Samples with replacement, the fixed seed of their choice, and percent of them in the interval."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """The bounds of the middle 95 percent, in percent."""

    low: float
    high: float


def f1_interval(documents: Sequence[Tally]) -> Interval:
    """The interval of F1, given the tally of each document."""
    return _middle(_f1(documents, _samples(len(documents))))


def gain_interval(before: Sequence[Tally], after: Sequence[Tally]) -> Interval:
    """The interval of what F1 gained, given two tallies of each document, in one order.

    Paired: each sample holds the same documents on both sides.

    Raises:
        ValueError: the two differ in length.
    """
    if len(before) != len(after):
        raise ValueError(f"{len(before)} tallies before, {len(after)} after")
    samples = _samples(len(before))
    return _middle(_f1(after, samples) - _f1(before, samples))


def _samples(documents: int) -> Floats:
    """How often each draw (row) holds each document (column)."""
    if not documents:
        return np.zeros((1, 0))
    chance = np.random.default_rng(SEED)
    return chance.multinomial(documents, [1 / documents] * documents, size=DRAWS).astype(float)


def _f1(documents: Sequence[Tally], samples: Floats) -> Floats:
    counts = np.array([(t.right, t.gold, t.found) for t in documents], float).reshape(-1, 3)
    right, gold, found = (samples @ counts).T
    share: Floats = np.divide(200 * right, gold + found, out=np.zeros_like(right),
                              where=gold + found > 0)  # fmt: skip
    return share


def _middle(values: Floats) -> Interval:
    tail = (100 - LEVEL) / 2
    low, high = np.percentile(values, [tail, 100 - tail])
    return Interval(round(float(low), 1), round(float(high), 1))
