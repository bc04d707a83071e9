"""Time that never runs backwards from one run to the next, whatever the clock does."""

from datetime import UTC, datetime, timedelta

import duckdb

from schemas.settings import Settings
from warehouse.connection import WarehouseMissingError, reader

TICK = timedelta(microseconds=1)
"""The least time that a column tells apart."""
_LAST = "SELECT max(greatest(started, coalesce(finished, started))) FROM runs"


def next_moment(settings: Settings, now: datetime) -> datetime:
    """Return `now`, or a tick after the last run where the clock has been set back since.

    What was retrieved last is the current version of an article: a run that seems earlier than the
    one before would bring changes that do not count. Asked of the snapshot, so that nobody is in
    the way; a run that was killed before it published has brought nothing yet.
    """
    last = _last(settings)
    return now if last is None or now > last else last + TICK


def _last(settings: Settings) -> datetime | None:
    try:
        with reader(settings) as connection:
            row = connection.execute(_LAST).fetchone()
    except (WarehouseMissingError, duckdb.CatalogException):
        return None
    return row[0].replace(tzinfo=UTC) if row and row[0] else None
