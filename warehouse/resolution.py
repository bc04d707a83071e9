"""What the grouping of reports into events reads and writes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import duckdb

from schemas.event import Event
from warehouse.grouped import EVENT_TABLES, KEYS, WORKING
from warehouse.handover import append_rows, put_ids, put_rows
from warehouse.records import read_event
from warehouse.renewal import renew
from warehouse.statements import sql

Row = dict[str, Any]
MEMORY = (
    "resolved", "resolved_keys", "resolved_decisions", "resolved_version", "actor_forms",
    "actor_mentions", "places",
)  # fmt: skip
"""Tables that hold what one version of resolve remembers."""
PARTS = {
    "actors": ("report_actors", "slot, name, country, role", None),
    "items": ("report_items", "name, category, quantity_min, quantity_max", "transfer"),
}
"""What hangs on a record → its table and columns, and the type that alone has it."""


class Live(NamedTuple):
    """A report that holds, with what of its document has a say."""

    report_id: UUID
    document_id: UUID
    event: Event
    anchor: UUID | None
    """Key of the passage, as remembered of a grouped report; else address and words tell it."""
    uri: str
    content: str
    copies: UUID
    published: date | None
    publisher: str | None
    ordinal: int
    """Place among the records of its document."""
    confidence: float
    basis: UUID


class Changes(NamedTuple):
    """What is not as it was grouped."""

    came: int
    """Reports that are new or have changed."""
    went: int
    """Reports that are gone, or have changed."""


def begin(connection: duckdb.DuckDBPyConnection, run_id: UUID, version: str) -> Changes:
    """Note which reports hold; forget all earlier grouping if another version made it."""
    connection.execute("SET VARIABLE run = $1::UUID", [run_id])
    made_with = connection.execute("SELECT version FROM resolved_version").fetchall()
    if made_with != [(version,)]:
        for table in MEMORY:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608
        connection.execute("INSERT INTO resolved_version VALUES ($1)", [version])
    connection.execute(sql("resolve_live"))
    found = _changes(connection)
    if any(found):
        connection.execute(sql("resolve_beside"))
        found = _changes(connection)
    return found


def _changes(connection: duckdb.DuckDBPyConnection) -> Changes:
    row = connection.execute(
        "SELECT (SELECT count(*) FROM fresh_reports), (SELECT count(*) FROM gone_reports)"
    ).fetchone()
    assert row is not None
    return Changes(*row)


def fresh(connection: duckdb.DuckDBPyConnection) -> list[UUID]:
    """Return the reports that are to be grouped anew."""
    return _ids(connection.execute("SELECT report_id FROM fresh_reports ORDER BY ALL"))


def left(connection: duckdb.DuckDBPyConnection) -> set[UUID]:
    """Return the components that lost a report, or whose reports changed."""
    return set(_ids(connection.execute("SELECT DISTINCT component FROM gone_reports")))


def members(connection: duckdb.DuckDBPyConnection, components: Iterable[UUID]) -> list[UUID]:
    """Return the reports of components, without those that are gone."""
    wanted = list(components)
    if not wanted:
        return []
    put_ids(connection, wanted)
    return _ids(
        connection.execute(
            "SELECT report_id FROM resolved ANTI JOIN gone_reports USING (report_id)"
            " SEMI JOIN live_reports USING (report_id)"
            " WHERE component IN (FROM wanted_ids)"
        )
    )


def components_of(
    connection: duckdb.DuckDBPyConnection, column: str, ids: Iterable[UUID]
) -> set[UUID]:
    """Return the components of reports, given by `report_id` or `anchor_id`."""
    assert column in ("report_id", "anchor_id")
    wanted = list(ids)
    if not wanted:
        return set()
    put_ids(connection, wanted)
    found = connection.execute(
        f"SELECT DISTINCT component FROM resolved WHERE {column} IN (FROM wanted_ids)"  # noqa: S608
    )
    return set(_ids(found))


def near(connection: duckdb.DuckDBPyConnection, keys: Sequence[Row]) -> list[UUID]:
    """Return the grouped reports that may tell of the same event as those of these keys."""
    put_rows(connection, "sought_keys", keys, KEYS)
    return _ids(connection.execute(sql("resolve_near")))


def read_live(connection: duckdb.DuckDBPyConnection, wanted: Iterable[UUID]) -> list[Live]:
    """Return reports that hold, by the order of their keys."""
    return _read(connection, "resolve_read", wanted)


def read_grouped(connection: duckdb.DuckDBPyConnection, wanted: Iterable[UUID]) -> list[Live]:
    """Return reports that hold and were grouped as they are, without `uri`."""
    return _read(connection, "resolve_read_grouped", wanted)


def _read(connection: duckdb.DuckDBPyConnection, name: str, wanted: Iterable[UUID]) -> list[Live]:
    put_ids(connection, wanted)
    rows = _dicts(connection.execute(sql(name)))
    types = {row["type"] for row in rows}
    parts = {
        part: _parts(connection, table, columns) if type_ in types or type_ is None else {}
        for part, (table, columns, type_) in PARTS.items()
    }
    return [
        _live(row | {name: found.get(row["report_id"], ()) for name, found in parts.items()})
        for row in sorted(rows, key=lambda row: row["report_id"])
    ]


def _parts(
    connection: duckdb.DuckDBPyConnection, table: str, columns: str
) -> dict[UUID, list[Row]]:
    """Return what hangs on the reports in `wanted_ids`, in its order."""
    parts: dict[UUID, list[Row]] = defaultdict(list)
    found = connection.execute(
        f"SELECT report_id, {columns} FROM {table}"  # noqa: S608
        " WHERE report_id IN (FROM wanted_ids) ORDER BY ordinal"
    )
    for row in _dicts(found):
        parts[row.pop("report_id")].append(row)
    return parts


def _dicts(found: duckdb.DuckDBPyConnection) -> list[Row]:
    columns = [each[0] for each in found.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def _live(row: Row) -> Live:
    return Live(
        report_id=row["report_id"],
        document_id=row["document_id"],
        anchor=row["anchor_id"],
        uri=row["uri"],
        content=row["content_sha256"],
        copies=row["copies"],
        published=row["published"],
        publisher=row["publisher"],
        ordinal=row["ordinal"],
        confidence=row["confidence"],
        basis=row["basis"],
        event=read_event(row),
    )


def save_events(
    connection: duckdb.DuckDBPyConnection,
    regrouped: Iterable[UUID],
    rows: Mapping[str, Sequence[Row]],
    *,
    anew: bool,
) -> tuple[int, int]:
    """Put the events of regrouped reports in place of those that these reports were in.

    Args:
        connection: a writer's, in a transaction after `begin`.
        regrouped: reports.
        rows: rows of `EVENT_TABLES` and of `resolved` and `resolved_keys`.
        anew: whether some of these reports had been grouped before, or others went.

    Returns:
        Versions that were made, and versions that were replaced.
    """
    put_ids(connection, regrouped)
    standing = dict(connection.execute(sql("resolve_standing")).fetchall())
    for table, schema in WORKING.items():
        if anew:
            connection.execute(
                f"DELETE FROM {table} WHERE report_id IN"  # noqa: S608
                " (SELECT report_id FROM gone_reports UNION ALL FROM wanted_ids)"
            )
        append_rows(connection, table, rows.get(table, ()), schema)
    return renew(connection, EVENT_TABLES, rows, standing)


def follow_decisions(connection: duckdb.DuckDBPyConnection) -> None:
    """Note that the events at hand follow the decisions that stand."""
    connection.execute("DELETE FROM resolved_decisions")
    connection.execute(
        "INSERT INTO resolved_decisions SELECT decision_id FROM decisions WHERE revoked_at IS NULL"
    )


def _ids(found: duckdb.DuckDBPyConnection) -> list[UUID]:
    return [row[0] for row in found.fetchall()]
