"""What analysts decided about events."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import duckdb

from warehouse.rows import naive

_COLUMNS = (
    "decision_id, kind, one, others, slot, value::VARCHAR, note, made_by, made_at,"
    " revoked_by, revoked_at"
)


class DecisionRow(NamedTuple):
    """A decision; see the comments of the table `decisions`."""

    decision_id: UUID
    kind: str
    one: UUID
    others: list[UUID]
    slot: str | None
    value: str | None
    """JSON."""
    note: str | None
    made_by: str
    made_at: datetime
    """UTC, without a zone."""
    revoked_by: str | None = None
    revoked_at: datetime | None = None


def add_decisions(connection: duckdb.DuckDBPyConnection, rows: Iterable[DecisionRow]) -> None:
    """Write decisions down."""
    for row in rows:
        values: list[Any] = list(row)
        if row.value is not None:
            json.loads(row.value)
        connection.execute(
            "INSERT INTO decisions (decision_id, kind, one, others, slot, value, note, made_by,"
            " made_at, revoked_by, revoked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
            " $11)",
            values,
        )


def revoke(connection: duckdb.DuckDBPyConnection, decision_id: UUID, by: str, at: datetime) -> None:
    """Take a decision back; it stays on record."""
    connection.execute(
        "UPDATE decisions SET revoked_by = $2, revoked_at = $3"
        " WHERE decision_id = $1 AND revoked_at IS NULL",
        [decision_id, by, naive(at)],
    )


def read_decisions(
    connection: duckdb.DuckDBPyConnection, *, standing: bool = False
) -> list[DecisionRow]:
    """Return decisions, the oldest first; with `standing` without those taken back."""
    only = " WHERE revoked_at IS NULL" if standing else ""
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM decisions{only} ORDER BY made_at, decision_id"  # noqa: S608
    )
    return [DecisionRow(*row) for row in found.fetchall()]


def find_decisions(connection: duckdb.DuckDBPyConnection, prefix: str) -> list[DecisionRow]:
    """Return the decisions whose id begins with `prefix`."""
    return [
        row for row in read_decisions(connection) if str(row.decision_id).startswith(prefix.lower())
    ]


def touched(connection: duckdb.DuckDBPyConnection) -> list[UUID]:
    """Return the passages of decisions that the events at hand do not follow yet."""
    found = connection.execute(
        """
        WITH changed AS (
            SELECT decision_id FROM decisions ANTI JOIN resolved_decisions USING (decision_id)
            WHERE revoked_at IS NULL
            UNION ALL
            SELECT decision_id FROM resolved_decisions
            SEMI JOIN (FROM decisions WHERE revoked_at IS NOT NULL) USING (decision_id)
        )
        SELECT DISTINCT unnest(list_prepend(one, others)) AS anchor
        FROM decisions SEMI JOIN changed USING (decision_id)
        """
    )
    return [row[0] for row in found.fetchall()]
