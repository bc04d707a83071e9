"""Whether a confidence means what it says: of records at 0.8, about 80 percent should be right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The records whose confidence lies in [low, high); the last bin holds 1 as well."""

    low: float
    high: float
    count: int
    confidence: float
    """Their mean."""
    right: float
    """Share of them that are matched."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """Confidence against what came true."""

    bins: tuple[Bin, ...]
    """Those that hold any record."""
    error: float
    """Expected calibration error: mean distance of confidence from share, weighted by count."""


def reliability(judged: Iterable[tuple[float, bool]]) -> Reliability:
    """Put records, each a confidence and whether it is right, into ten bins of equal width."""
    binned: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        binned.setdefault(min(int(confidence * BINS), BINS - 1), []).append((confidence, right))
    bins = tuple(_bin(number, binned[number]) for number in sorted(binned))
    total = sum(each.count for each in bins)
    error = sum(each.count * abs(each.confidence - each.right) for each in bins)
    return Reliability(bins, round(error / total, 4) if total else 0.0)


def _bin(number: int, held: Sequence[tuple[float, bool]]) -> Bin:
    return Bin(
        low=number / BINS,
        high=(number + 1) / BINS,
        count=len(held),
        confidence=sum(confidence for confidence, _ in held) / len(held),
        right=sum(right for _, right in held) / len(held),
    )
