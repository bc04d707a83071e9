"""Sources that used to bring something and no longer do."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from warehouse.monitor import Activity

LEAST_DAYS = 5
"""Days on which a source must have brought something before its silence says anything."""
CHANCE = 0.001
"""A silence that its habit would give less often than this is told."""


class Silent(NamedTuple):
    """A source that has gone silent."""

    source: str
    articles: int
    last_seen: datetime
    days_silent: int
    every: float
    """Days between two days with something new, as it used to be."""


def silent_sources(known: Iterable[Activity], now: datetime) -> list[Silent]:
    """Return the sources whose silence is longer than chance allows, the longest first.

    A source brings something on a day with probability p = (days with something + 1) / (days known
    + 2), Laplace's rule; it is silent for k whole days by chance with probability (1 - p)^k.

    Args:
        known: as `warehouse.monitor.activity` gives them.
        now: UTC without a zone, as the times of `known` are.
    """
    found = []
    for each in known:
        span = (each.last_seen.date() - each.first_seen.date()).days + 1
        silent = max(0, (now.date() - each.last_seen.date()).days - 1)
        habit = (each.days + 1) / (span + 2)
        if each.days >= LEAST_DAYS and (1 - habit) ** silent < CHANCE:
            found.append(Silent(each.source, each.articles, each.last_seen, silent, 1 / habit))
    return sorted(found, key=lambda source: (-source.days_silent, source.source))
