"""How fetching goes, for SQL: what it remembers in files, copied into tables."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from warehouse.handover import put_table
from warehouse.rows import naive
from warehouse.statements import sql
from warehouse.transaction import atomically


class FetchSourceRow(NamedTuple):
    """A source as it stands; see the comments of the table `fetch_sources`."""

    name: str
    kind: str
    address: str
    publisher: str | None
    enabled: bool
    every_seconds: int
    silent_after_seconds: int
    first_visit: datetime | None
    last_visit: datetime | None
    last_success: datetime | None
    last_new: datetime | None
    next_visit: datetime | None
    failures: int
    error: str | None
    recorded_at: datetime


class FetchDayRow(NamedTuple):
    """What came of the visits of a day; see the comments of the table `fetch_days`."""

    name: str
    day: date
    visits: int
    failures: int
    unchanged: int
    listed: int
    new: int
    changed: int
    refused: int
    bytes: int


def record_fetching(
    connection: duckdb.DuckDBPyConnection,
    sources: Iterable[FetchSourceRow],
    days: Iterable[FetchDayRow],
) -> None:
    """Bring the tables to what fetching remembers; doing it twice is doing it once.

    Args:
        connection: a writer's.
        sources: all that are named now; others are kept and marked as switched off.
        days: counts of days, each in place of what was counted of that day before.
    """
    told, counted = _table(sources, _SOURCES), _table(days, _DAYS)

    def record() -> None:
        put_table(connection, "staged_fetch_sources", told)
        put_table(connection, "staged_fetch_days", counted)
        connection.execute(sql("fetching"))

    atomically(connection, record)


def _table(rows: Iterable[Any], schema: pa.Schema) -> pa.Table:
    plain = [
        {
            name: naive(value) if isinstance(value, datetime) else value
            for name, value in row._asdict().items()
        }
        for row in rows
    ]
    return pa.Table.from_pylist(plain, schema)


_TEXT, _INT, _LONG, _TIME = pa.string(), pa.int32(), pa.int64(), pa.timestamp("us")
_SOURCES = pa.schema(
    {
        "name": _TEXT,
        "kind": _TEXT,
        "address": _TEXT,
        "publisher": _TEXT,
        "enabled": pa.bool_(),
        "every_seconds": _LONG,
        "silent_after_seconds": _LONG,
        "first_visit": _TIME,
        "last_visit": _TIME,
        "last_success": _TIME,
        "last_new": _TIME,
        "next_visit": _TIME,
        "failures": _INT,
        "error": _TEXT,
        "recorded_at": _TIME,
    }
)
_DAYS = pa.schema(
    {
        "name": _TEXT,
        "day": pa.date32(),
        "visits": _LONG,
        "failures": _LONG,
        "unchanged": _LONG,
        "listed": _LONG,
        "new": _LONG,
        "changed": _LONG,
        "refused": _LONG,
        "bytes": _LONG,
    }
)
