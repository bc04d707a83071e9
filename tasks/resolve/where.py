"""Whether two reports put an event at the same place."""

from enum import Enum
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from tasks.extract.place import coordinates
from tasks.resolve.names import fold

EARTH_KM = 6371.0
NEAR_KM = 40.0
"""A capital's airport, a suburb, a base outside the town."""
FAR_KM = 120.0
"""Farther apart than a place and the region that is named for it."""
PLACES = 20_000


class Nearness(Enum):
    """How two places stand to each other."""

    SAME = "same"
    NEAR = "near"
    UNKNOWN = "unknown"
    APART = "apart"


@lru_cache(maxsize=PLACES)
def nearness(one: str, other: str, country: str | None) -> Nearness:
    """Compare two named places of one country; symmetric."""
    a, b = fold(one), fold(other)
    short, long = sorted((a, b), key=lambda place: len(place.tokens))
    if a.joined == b.joined or set(short.tokens) <= set(long.tokens):
        return Nearness.SAME
    here, there = coordinates(one, country), coordinates(other, country)
    if here is None or there is None:
        return Nearness.UNKNOWN
    apart = _kilometres(here, there)
    if apart <= NEAR_KM:
        return Nearness.NEAR if apart > 1 else Nearness.SAME
    return Nearness.APART if apart >= FAR_KM else Nearness.UNKNOWN


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two points given in degrees."""
    (north, east), (north2, east2) = (tuple(map(radians, each)) for each in (one, other))
    half = sin((north2 - north) / 2) ** 2
    half += cos(north) * cos(north2) * sin((east2 - east) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
