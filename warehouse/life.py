"""The life of an event, for people."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import duckdb

Row = dict[str, Any]
SHORTEST_PREFIX = 6
_FIND = """
SELECT event_id FROM events
WHERE replaced_by_run IS NULL AND starts_with(event_id::VARCHAR, lower($1))
UNION
SELECT event_id FROM event_redirects WHERE starts_with(old_id::VARCHAR, lower($1))
UNION
SELECT event_id FROM current_event_reports WHERE starts_with(report_id::VARCHAR, lower($1))
ORDER BY event_id
"""
_EVENT = """
SELECT e.*, d.name AS country_name,
    (SELECT string_agg(slot || ': ' || actors, '; ' ORDER BY slot)
     FROM event_sides AS s WHERE s.event_id = e.event_id) AS actors,
    (SELECT items FROM event_goods AS g WHERE g.event_id = e.event_id) AS items
FROM events AS e
LEFT JOIN countries AS d ON d.code = e.country
WHERE e.event_id = $1 AND e.replaced_by_run IS NULL
"""
_REPORTS = """
SELECT
    m.report_id, m.anchor_id, m.score, m.reason, r.status, r.alleged, r.date, r.country, r.place,
    r.troops_min, r.troops_max, r.value_usd, r.evidence[1] AS quote, d.published, d.publisher,
    d.title, d.uri, d.copy_of IS NOT NULL AS copy
FROM event_reports AS m
JOIN reports AS r USING (report_id)
JOIN documents AS d USING (document_id)
WHERE m.event_id = $1 AND m.replaced_by_run IS NULL
ORDER BY m.ordinal
"""
_HISTORY = """
SELECT status, alleged, published, publisher
FROM event_history WHERE event_id = $1 AND replaced_by_run IS NULL ORDER BY ordinal
"""
_VALUES = """
SELECT slot, value::VARCHAR AS value, texts
FROM event_values
WHERE event_id = $1 AND replaced_by_run IS NULL AND NOT chosen
ORDER BY slot, texts DESC, ordinal
"""
_DECISIONS = """
SELECT decision_id, kind, slot, value::VARCHAR AS value, note, made_by, made_at
FROM decisions
WHERE revoked_at IS NULL
  AND list_has_any(list_prepend(one, others), (
    SELECT list(anchor_id) FROM event_reports WHERE event_id = $1 AND replaced_by_run IS NULL
  ))
ORDER BY made_at, decision_id
"""
_PASSAGE = """
SELECT DISTINCT anchor_id, event_id, report_id
FROM current_event_reports WHERE starts_with(report_id::VARCHAR, lower($1)) ORDER BY ALL
"""
_MEMBERS = """
SELECT anchor_id FROM current_event_reports WHERE event_id = $1 ORDER BY ordinal
"""


class Life(NamedTuple):
    """All that is known of an event."""

    event: Row
    reports: list[Row]
    """In the order of publication."""
    history: list[Row]
    others: list[Row]
    """Values that reports give and the event does not have."""
    decisions: list[Row]


class Passage(NamedTuple):
    """A report with the event that it is in."""

    anchor_id: UUID
    event_id: UUID
    report_id: UUID


def find_events(connection: duckdb.DuckDBPyConnection, wanted: str) -> list[UUID]:
    """Return the events whose id, earlier id or report's id begins with `wanted`.

    Less than six characters are no beginning of an id.
    """
    if len(wanted) < SHORTEST_PREFIX:
        return []
    return [row[0] for row in connection.execute(_FIND, [wanted]).fetchall()]


def find_passages(connection: duckdb.DuckDBPyConnection, wanted: str) -> list[Passage]:
    """Return the reports in events whose id begins with `wanted`."""
    return [Passage(*row) for row in connection.execute(_PASSAGE, [wanted]).fetchall()]


def passages_of(connection: duckdb.DuckDBPyConnection, event_id: UUID) -> list[UUID]:
    """Return the anchors of an event's reports, the first reported first."""
    return [row[0] for row in connection.execute(_MEMBERS, [event_id]).fetchall()]


def life(connection: duckdb.DuckDBPyConnection, event_id: UUID) -> Life:
    """Return all that is known of an event that there is."""
    (event,) = _rows(connection, _EVENT, event_id)
    return Life(
        event=event,
        reports=_rows(connection, _REPORTS, event_id),
        history=_rows(connection, _HISTORY, event_id),
        others=_rows(connection, _VALUES, event_id),
        decisions=_rows(connection, _DECISIONS, event_id),
    )


def _rows(connection: duckdb.DuckDBPyConnection, query: str, event_id: UUID) -> list[Row]:
    found = connection.execute(query, [event_id])
    columns = [each[0] for each in found.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def headline(event: Row) -> str:
    """Return an event in one line."""
    where = ", ".join(filter(None, (event["place"], event["country"])))
    troops = _troops(event.get("troops_min"), event.get("troops_max"))
    marks = [mark for mark in ("alleged", "disputed", "dismissed") if event.get(mark)]
    parts = (event["type"], event["status"], *marks, event["date"], where, event.get("actors"),
             troops, event.get("items"))  # fmt: skip
    return " · ".join(part for part in parts if part)


def _troops(low: int | None, high: int | None) -> str | None:
    if low is None and high is None:
        return None
    if low == high:
        return f"{low:,} troops"
    if low is None:
        return f"up to {high:,} troops"
    return f"over {low:,} troops" if high is None else f"{low:,} to {high:,} troops"


def days(first: date | None, last: date | None) -> str:
    """Return a stretch of publication."""
    found: Sequence[date] = sorted({day for day in (first, last) if day})
    return " to ".join(map(str, found)) or "undated"
