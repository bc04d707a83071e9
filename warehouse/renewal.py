"""Versions of events and actors: what does not come out the same is closed, what is new added."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.handover import append_rows

Row = dict[str, Any]


def renew(
    connection: duckdb.DuckDBPyConnection,
    key: str,
    tables: Mapping[str, pa.Schema],
    rows: Mapping[str, Sequence[Row]],
) -> tuple[int, int]:
    """Close the versions in `outdated` and add those in `renewed`; return how many of each.

    Args:
        connection: a writer's, with these temporary tables, and the variable `run`.
        key: what tells the rows of one event or actor.
        tables: columns of each table.
        rows: table → rows of all that came out, the same as before or not; ids as bytes.

    Returns:
        Versions that were made, and versions that were replaced.
    """
    outdated = connection.execute("SELECT count(*) FROM outdated").fetchall()[0][0]
    renewed = {row[0].bytes for row in connection.execute(f"SELECT {key} FROM renewed").fetchall()}  # noqa: S608
    for table, schema in tables.items():
        if outdated:
            connection.execute(
                f"UPDATE {table} SET replaced_by_run = getvariable('run')"  # noqa: S608
                f" WHERE replaced_by_run IS NULL AND {key} IN (SELECT {key} FROM outdated)"
            )
        fitting = [row for row in rows.get(table, ()) if row[key] in renewed]
        append_rows(connection, table, fitting, schema, also="made_by_run")
    return len(renewed), int(outdated)
