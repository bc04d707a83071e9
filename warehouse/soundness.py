"""What `sitrep doctor` asks of the database: keys, references, spans."""

from typing import NamedTuple

import duckdb

from warehouse.names import KEYS

REFERENCES = (
    ("documents", "source_id", "sources", "source_id"),
    ("documents", "signature_id", "signatures", "signature_id"),
    ("documents", "copy_of", "documents", "document_id"),
    ("documents", "superseded_by", "documents", "document_id"),
    ("signature_pairs", "first_id", "signatures", "signature_id"),
    ("signature_pairs", "second_id", "signatures", "signature_id"),
    ("reports", "document_id", "documents", "document_id"),
    ("report_actors", "report_id", "reports", "report_id"),
    ("report_items", "report_id", "reports", "report_id"),
    ("spans", "report_id", "reports", "report_id"),
    ("event_reports", "event_id", "events", "event_id"),
    ("event_reports", "report_id", "reports", "report_id"),
    ("event_actors", "event_id", "events", "event_id"),
    ("event_actors", "actor_id", "actors", "actor_id"),
    ("event_items", "event_id", "events", "event_id"),
    ("event_history", "event_id", "events", "event_id"),
    ("event_values", "event_id", "events", "event_id"),
    ("actor_names", "actor_id", "actors", "actor_id"),
    ("actor_offices", "actor_id", "actors", "actor_id"),
)
"""Child table, its column, parent table, its column: no other constraint says so."""

_SPANS = """
SELECT count(*)
FROM spans
JOIN reports USING (report_id)
JOIN documents USING (document_id)
WHERE substring(CASE field WHEN 'title' THEN title ELSE text END, start_at + 1, end_at - start_at)
    IS DISTINCT FROM quote
"""


class Orphans(NamedTuple):
    """Rows that refer to a row which is not there."""

    table: str
    column: str
    parent: str
    rows: int


def orphans(connection: duckdb.DuckDBPyConnection) -> list[Orphans]:
    """Return where rows refer to nothing, and how many do."""
    found = []
    for table, column, parent, key in REFERENCES:
        row = connection.execute(
            f"SELECT count(*) FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608
            f" AND {column} NOT IN (SELECT {key} FROM {parent})"
        ).fetchone()
        if row and row[0]:
            found.append(Orphans(table, column, parent, int(row[0])))
    return found


def loose_spans(connection: duckdb.DuckDBPyConnection) -> int:
    """Return how many spans do not hold the characters that their documents have there."""
    row = connection.execute(_SPANS).fetchone()
    return int(row[0]) if row else 0


def missing_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the tables that this release expects and that are not there."""
    there = {row[0] for row in connection.execute("SHOW TABLES").fetchall()}
    return sorted(set(KEYS) - there)
