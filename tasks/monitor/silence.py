"""Sources that used to bring something and no longer do."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from schemas.settings import Settings
from warehouse.monitor import Activity, Unheard, activity, unheard
from warehouse.query import connect_snapshot

LEAST_DAYS = 5
"""Days on which a source must have brought something before its silence says anything."""
CHANCE = 0.001
"""A silence that its habit would give less often than this is told."""


class Silent(NamedTuple):
    """A source that has gone silent."""

    source: str
    """Its name in `sources.toml`; publisher or host where its own habit tells."""
    last_seen: datetime
    """When something new came last, UTC without a zone."""
    days_silent: int
    why: str


def silent_sources(
    known: Iterable[Activity], unheard: Collection[Unheard], now: datetime
) -> list[Silent]:
    """Return the sources whose silence is longer than chance or `sources.toml` allows.

    A source brings something on a day with probability p = (days with something + 1) / (days known
    + 2), Laplace's rule; it is silent for k whole days by chance with probability (1 - p)^k.

    Args:
        known: as `warehouse.monitor.activity` gives them.
        unheard: as `warehouse.monitor.unheard` gives them.
        now: UTC without a zone, as their times are.

    Returns:
        Each once, the longest silence first.
    """
    found = [_overdue(each, now) for each in unheard]
    named = {name for each in unheard for name in (each.name, each.publisher)}
    found += [
        silent
        for each in known
        if each.source not in named and (silent := _unlike_itself(each, now))
    ]
    return sorted(found, key=lambda source: (-source.days_silent, source.source))


def _overdue(source: Unheard, now: datetime) -> Silent:
    days = (now - source.since).days
    allowed = source.silent_after_days
    span = f"{allowed:g} days" if allowed >= 1 else f"{24 * allowed:.2g} hours"
    why = f"nothing new for longer than silent_after, {span}"
    return Silent(source.name, source.since, days, why)


def _unlike_itself(source: Activity, now: datetime) -> Silent | None:
    span = (source.last_seen.date() - source.first_seen.date()).days + 1
    silent = max(0, (now.date() - source.last_seen.date()).days - 1)
    habit = (source.days + 1) / (span + 2)
    if source.days < LEAST_DAYS or (1 - habit) ** silent >= CHANCE:
        return None
    why = f"used to bring something every {1 / habit:.1f} days, {source.articles:,} articles so far"
    return Silent(source.source, source.last_seen, silent, why)


def silent_now(settings: Settings) -> list[Silent]:
    """Return the sources that, by the snapshot, have gone silent; none without one."""
    if not settings.snapshot.exists():
        return []
    now = datetime.now(UTC).replace(tzinfo=None)
    with connect_snapshot(settings) as connection:
        return silent_sources(activity(connection), unheard(connection), now)
