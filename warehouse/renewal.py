"""Versions of events and actors: what does not come out the same is closed, what is new added."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import duckdb
import pyarrow as pa

from warehouse.handover import append_rows, put_ids

Row = dict[str, Any]
Digests = dict[UUID, UUID]
"""Event or actor → hash of all that its version says."""


def renew(
    connection: duckdb.DuckDBPyConnection,
    tables: Mapping[str, pa.Schema],
    rows: Mapping[str, Sequence[Row]],
    standing: Digests,
) -> tuple[int, int]:
    """Put what came out in place of what stands, where it is not the same.

    Args:
        connection: a writer's, with the variable `run`.
        tables: columns of each table, that of the events or actors themselves first: its first
            column is the key of all.
        rows: table → rows of all that came out, the same as before or not; ids as bytes.
        standing: versions that hold now, of all that came out, and of what else came out no more.

    Returns:
        Versions that were made, and versions that were replaced.
    """
    main = next(iter(tables))
    key = tables[main].names[0]
    made = {UUID(bytes=row[key]): UUID(bytes=row["digest"]) for row in rows.get(main, ())}
    outdated = [each for each, digest in standing.items() if made.get(each) != digest]
    renewed = {each.bytes for each, digest in made.items() if standing.get(each) != digest}
    if outdated:
        put_ids(connection, outdated)
    for table, schema in tables.items():
        if outdated:
            connection.execute(
                f"UPDATE {table} SET replaced_by_run = getvariable('run')"  # noqa: S608
                f" WHERE replaced_by_run IS NULL AND {key} IN (FROM wanted_ids)"
            )
        fitting = [row for row in rows.get(table, ()) if row[key] in renewed]
        append_rows(connection, table, fitting, schema, also="made_by_run")
    return len(renewed), len(outdated)
