"""What the grouping of reports into events reads and writes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import duckdb
import pyarrow as pa

from schemas.event import Event
from warehouse.grouped import ACTOR_TABLES, EVENT_TABLES, FORMS, KEYS, WORKING
from warehouse.handover import put_table
from warehouse.records import read_event
from warehouse.statements import sql

Row = dict[str, Any]


class Live(NamedTuple):
    """A report that holds, with what of its document has a say."""

    report_id: UUID
    document_id: UUID
    event: Event
    uri: str
    content: str
    copies: UUID
    published: date | None
    publisher: str | None
    nth: int
    confidence: float
    basis: UUID


class FormRow(NamedTuple):
    """A way in which reports that hold name an actor, with the days on which they do."""

    name: str | None
    country: str | None
    role: str | None
    day: date | None
    times: int
    first: date | None
    last: date | None


def begin(connection: duckdb.DuckDBPyConnection, version: str) -> None:
    """Note which reports hold; forget all earlier grouping if another version made it."""
    made_with = connection.execute("SELECT version FROM resolved_version").fetchall()
    if made_with != [(version,)]:
        for table in ("resolved", "resolved_keys", "resolved_decisions", "resolved_version"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608
        connection.execute("INSERT INTO resolved_version VALUES ($1)", [version])
    connection.execute(sql("resolve_live"))


def actor_forms(connection: duckdb.DuckDBPyConnection) -> list[FormRow]:
    """Return all forms in use."""
    return [FormRow(*row) for row in connection.execute(sql("resolve_forms")).fetchall()]


def put_mentions(connection: duckdb.DuckDBPyConnection, rows: Iterable[Row]) -> None:
    """Note who is meant by each form; reports for which that changes are fresh again."""
    put_table(connection, "staged_forms", pa.Table.from_pylist(list(rows), FORMS))
    connection.execute(sql("resolve_mentions"))


def fresh(connection: duckdb.DuckDBPyConnection) -> list[UUID]:
    """Return the reports that are to be grouped anew."""
    return _ids(connection.execute("SELECT report_id FROM fresh_reports ORDER BY ALL"))


def left(connection: duckdb.DuckDBPyConnection) -> set[UUID]:
    """Return the components that lost a report, or whose reports changed."""
    return set(_ids(connection.execute("SELECT DISTINCT component FROM gone_reports")))


def members(connection: duckdb.DuckDBPyConnection, components: Iterable[UUID]) -> list[UUID]:
    """Return the reports of components, without those that are gone."""
    return _ids(
        connection.execute(
            "SELECT report_id FROM resolved ANTI JOIN gone_reports USING (report_id)"
            " SEMI JOIN live_reports USING (report_id)"
            " WHERE component IN (SELECT unnest($1::UUID[]))",
            [list(components)],
        )
    )


def components_of(
    connection: duckdb.DuckDBPyConnection, column: str, ids: Iterable[UUID]
) -> set[UUID]:
    """Return the components of reports, given by `report_id` or `anchor_id`."""
    assert column in ("report_id", "anchor_id")
    found = connection.execute(
        "SELECT DISTINCT component FROM resolved"  # noqa: S608
        f" WHERE {column} IN (SELECT unnest($1::UUID[]))",
        [list(ids)],
    )
    return set(_ids(found))


def near(connection: duckdb.DuckDBPyConnection, keys: Sequence[Row]) -> list[UUID]:
    """Return the grouped reports that may tell of the same event as those of these keys."""
    put_table(connection, "sought_keys", pa.Table.from_pylist(list(keys), KEYS))
    return _ids(connection.execute(sql("resolve_near")))


def read_live(connection: duckdb.DuckDBPyConnection, wanted: Iterable[UUID]) -> list[Live]:
    """Return reports that hold, by the order of their keys."""
    table = pa.table({"report_id": pa.array([each.bytes for each in wanted], pa.uuid())})
    put_table(connection, "wanted_reports", table)
    found = connection.execute(sql("resolve_read"))
    columns = [each[0] for each in found.description or ()]
    return [_live(dict(zip(columns, row, strict=True))) for row in found.fetchall()]


def _live(row: Row) -> Live:
    return Live(
        report_id=row["report_id"],
        document_id=row["document_id"],
        uri=row["uri"],
        content=row["content_sha256"],
        copies=row["copies"],
        published=row["published"],
        publisher=row["publisher"],
        nth=row["nth"],
        confidence=row["confidence"],
        basis=row["basis"],
        event=read_event(row),
    )


def save_events(
    connection: duckdb.DuckDBPyConnection, run_id: UUID, rows: Mapping[str, Sequence[Row]]
) -> tuple[int, int]:
    """Put the events of regrouped reports in place of those that these reports were in.

    Args:
        connection: a writer's, in a transaction after `begin`.
        run_id: what made them.
        rows: rows of `EVENT_TABLES` and of `resolved` and `resolved_keys`.

    Returns:
        Versions that were made, and versions that were replaced.
    """
    for table, schema in (EVENT_TABLES | WORKING).items():
        staged = pa.Table.from_pylist(list(rows.get(table, ())), schema)
        put_table(connection, f"staged_{table}", staged)
    connection.execute("SET VARIABLE run = $1::UUID", [run_id])
    connection.execute(sql("resolve_outdated"))
    return _replace(connection, "event_id", EVENT_TABLES)


def save_actors(
    connection: duckdb.DuckDBPyConnection, run_id: UUID, rows: Mapping[str, Sequence[Row]]
) -> tuple[int, int]:
    """Put all actors in place of those that there were; what is the same stays."""
    for table, schema in ACTOR_TABLES.items():
        put_table(connection, f"staged_{table}", pa.Table.from_pylist(list(rows[table]), schema))
    connection.execute("SET VARIABLE run = $1::UUID", [run_id])
    connection.execute(sql("actors_outdated"))
    return _replace(connection, "actor_id", ACTOR_TABLES)


def _replace(
    connection: duckdb.DuckDBPyConnection, key: str, tables: Mapping[str, pa.Schema]
) -> tuple[int, int]:
    """Close the versions in `outdated` and add those staged that are in `renewed`."""
    for table in tables:
        columns = ", ".join(tables[table].names)
        connection.execute(
            f"UPDATE {table} SET replaced_by_run = getvariable('run')"  # noqa: S608
            f" WHERE replaced_by_run IS NULL AND {key} IN (SELECT {key} FROM outdated)"
        )
        connection.execute(
            f"INSERT INTO {table} ({columns}, made_by_run)"  # noqa: S608
            f" SELECT {columns}, getvariable('run') FROM staged_{table}"
            f" SEMI JOIN renewed USING ({key})"
        )
    counts = connection.execute(
        "SELECT (SELECT count(*) FROM renewed), (SELECT count(*) FROM outdated)"
    ).fetchone()
    assert counts is not None
    return int(counts[0]), int(counts[1])


def _ids(found: duckdb.DuckDBPyConnection) -> list[UUID]:
    return [row[0] for row in found.fetchall()]
