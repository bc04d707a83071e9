"""Questions that the command line asks."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import duckdb

_FIND = """
SELECT document_id, uri, input_id, title, text, published, publisher
FROM documents
WHERE starts_with(document_id::VARCHAR, lower($1)) OR input_id = $1 OR uri = $1 OR url = $1
ORDER BY superseded_by IS NOT NULL, copy_of IS NOT NULL, document_id
"""
_SHORTEST_PREFIX = 6

_REPORTS = """
SELECT
    report_id, type, status, alleged, date, country, place, confidence, frame,
    (SELECT string_agg(slot || ': ' || actors, '; ' ORDER BY slot)
     FROM report_sides AS s WHERE s.report_id = r.report_id) AS actors
FROM reports AS r
WHERE document_id = $1 AND replaced_by_run IS NULL
ORDER BY ordinal
"""
_SPANS = """
SELECT slot, field, start_at, end_at, quote FROM spans WHERE report_id = $1 ORDER BY ordinal
"""
_TOTALS = """
SELECT 'sources' AS name, count(*) AS count FROM sources
UNION ALL SELECT 'documents', count(*) FROM documents
UNION ALL SELECT 'copies', count(*) FROM documents WHERE copy_of IS NOT NULL
UNION ALL SELECT 'old versions', count(*) FROM documents WHERE superseded_by IS NOT NULL
UNION ALL SELECT 'reports', count(*) FROM current_reports
UNION ALL SELECT 'events', count(*) FROM current_events
UNION ALL SELECT 'rejects', count(*) FROM rejects WHERE cleared_by_run IS NULL
"""
_RUNS = """
SELECT
    strftime(started, '%Y-%m-%d %H:%M:%S') AS started, status,
    round(epoch(finished - started), 1) AS seconds, files_read, files_unchanged, sources,
    documents_new, copies, visits, meetings, deployments, transfers, rejects
FROM runs
ORDER BY runs.started DESC
LIMIT $1
"""


class Found(NamedTuple):
    """A document as the command line shows it."""

    document_id: UUID
    uri: str
    input_id: str | None
    title: str | None
    text: str
    published: date | None
    publisher: str | None


class SpanRow(NamedTuple):
    """A span, and which of the document's reports (from 0) it belongs to."""

    report: int
    slot: str
    field: str
    start_at: int
    end_at: int
    quote: str


class ReportRow(NamedTuple):
    """A report in one line, with its spans."""

    headline: str
    spans: list[SpanRow]


def find_documents(connection: duckdb.DuckDBPyConnection, wanted: str) -> list[Found]:
    """Return the documents whose id starts with `wanted`, or whose input id or address it is.

    Current versions come first. Less than six characters are no beginning of an id.
    """
    rows = [Found(*row) for row in connection.execute(_FIND, [wanted]).fetchall()]
    if len(wanted) >= _SHORTEST_PREFIX:
        return rows
    return [row for row in rows if wanted in (row.input_id, row.uri)]


def document_reports(connection: duckdb.DuckDBPyConnection, document_id: UUID) -> list[ReportRow]:
    """Return what holds of a document's reports, in their order."""
    found = connection.execute(_REPORTS, [document_id])
    names = [each[0] for each in found.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return [
        ReportRow(_headline(row), _spans(connection, row["report_id"], place))
        for place, row in enumerate(rows)
    ]


def _spans(connection: duckdb.DuckDBPyConnection, report_id: UUID, place: int) -> list[SpanRow]:
    rows = connection.execute(_SPANS, [report_id]).fetchall()
    return [SpanRow(place, *row) for row in rows]


def _headline(row: dict[str, Any]) -> str:
    where = ", ".join(filter(None, (row["place"], row["country"])))
    alleged = "alleged" if row["alleged"] else None
    parts = (row["type"], row["status"], alleged, row["date"], where, row["actors"])
    return " · ".join(part for part in parts if part) + f" ({row['confidence']:.2f})"


def totals(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how much there is: what → rows."""
    return dict(connection.execute(_TOTALS).fetchall())


def last_runs(connection: duckdb.DuckDBPyConnection, most: int) -> list[dict[str, Any]]:
    """Return the newest runs with their counts, newest first."""
    found = connection.execute(_RUNS, [most])
    names = [each[0] for each in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
