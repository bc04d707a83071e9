"""What changed between two moments."""

from datetime import datetime
from typing import Any, Literal, NamedTuple
from uuid import UUID

import duckdb

FIELDS = (
    "status", "alleged", "disputed", "dismissed", "date", "country", "place", "mode", "action",
    "troops_min", "troops_max", "units", "origin", "value_usd", "reports", "sources",
)  # fmt: skip
_AT = """
WITH before AS (SELECT event_id, digest FROM events_as_of($1)),
after AS (SELECT event_id, digest FROM events_as_of($2))
SELECT e.*, (
    SELECT string_agg(DISTINCT coalesce(a.name, c.name, a.country, a.role), '; ')
    FROM event_actors AS a LEFT JOIN countries AS c ON c.code = a.country
    WHERE a.event_id = e.event_id AND a.made_by_run = e.made_by_run
) AS actors
FROM events_as_of($1) AS e
WHERE e.event_id IN (
    SELECT event_id
    FROM ((FROM before EXCEPT FROM after) UNION ALL (FROM after EXCEPT FROM before))
)
"""
_RUNS = """
SELECT run_id, coalesce(finished, started), versions->>'extract'
FROM runs ORDER BY started, run_id
"""

Kind = Literal["new", "gone", "changed"]


class RunRow(NamedTuple):
    """A run, and when it was done."""

    run_id: UUID
    at: datetime
    """UTC, without a zone."""
    extractor: str | None


class Change(NamedTuple):
    """An event that is not the same at two moments."""

    kind: Kind
    event_id: UUID
    event: dict[str, Any]
    """As it is later; for one that is gone, as it was."""
    fields: dict[str, tuple[Any, Any]]
    """Field → before and after, where it changed."""


def runs(connection: duckdb.DuckDBPyConnection) -> list[RunRow]:
    """Return all runs, the oldest first."""
    return [RunRow(*row) for row in connection.execute(_RUNS).fetchall()]


def changes(
    connection: duckdb.DuckDBPyConnection, before: datetime, after: datetime
) -> list[Change]:
    """Return the events that are not the same at two moments (UTC), by kind and id."""
    old, new = (_at(connection, *pair) for pair in ((before, after), (after, before)))
    found = []
    for event_id in old.keys() | new.keys():
        was, now = old.get(event_id), new.get(event_id)
        kind: Kind = "new" if was is None else "gone" if now is None else "changed"
        fields = {
            name: (was[name], now[name])
            for name in FIELDS
            if was is not None and now is not None and was[name] != now[name]
        }
        found.append(Change(kind, event_id, now or was or {}, fields))
    return sorted(found, key=lambda each: (each.kind, str(each.event_id)))


def forgotten(connection: duckdb.DuckDBPyConnection, moment: datetime) -> int:
    """Return how many events known at a moment (UTC) rested on what was forgotten since."""
    row = connection.execute(
        "SELECT count(DISTINCT event_id) FROM forgotten_as_of($1)", [moment]
    ).fetchone()
    return int(row[0]) if row else 0


def _at(
    connection: duckdb.DuckDBPyConnection, moment: datetime, other: datetime
) -> dict[UUID, dict[str, Any]]:
    found = connection.execute(_AT, [moment, other])
    columns = [each[0] for each in found.description or ()]
    rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    return {row["event_id"]: row for row in rows}
