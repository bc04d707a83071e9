"""Rows and ids into tables of the warehouse."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import duckdb
import pyarrow as pa

from warehouse.parameters import id_list


def put_table(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Make the temporary table `name` of `table`, in place of an earlier one.

    Copied, not scanned where it lies: DuckDB cannot push filters on UUIDs into Arrow.
    """
    _hand_over(connection, table, f"CREATE OR REPLACE TEMP TABLE {name} AS FROM handed_over")


def put_rows(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    rows: Iterable[dict[str, Any]],
    schema: pa.Schema,
) -> None:
    """Make the temporary table `name` of `rows`; what else they hold is left out."""
    put_table(connection, name, pa.Table.from_pylist(list(rows), schema))


def put_ids(connection: duckdb.DuckDBPyConnection, ids: Iterable[UUID]) -> None:
    """Make the temporary table `wanted_ids` with the column `id`, in place of an earlier one.

    The ids stand in the statement, for at each parameter DuckDB looks for a pandas to import, which
    takes longer than all the rest where there is none.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE wanted_ids AS"
        f" SELECT unnest(string_split(nullif('{id_list(ids)}', ''), ' '))::UUID AS id"
    )


def append_rows(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    rows: Sequence[dict[str, Any]],
    schema: pa.Schema,
    also: str = "",
) -> None:
    """Add `rows` to the table `name`; without any, the table is left alone.

    Args:
        connection: a writer's.
        name: the table.
        rows: what of them `schema` names is added.
        schema: columns of the table.
        also: a column more, whose value is the variable `run`.
    """
    if not rows:
        return
    columns = ", ".join(schema.names)
    added, values = (f"{columns}, {also}", f"{columns}, getvariable('run')") if also else (
        columns, columns
    )  # fmt: skip
    table = pa.Table.from_pylist(list(rows), schema)
    _hand_over(
        connection,
        table,
        f"INSERT INTO {name} ({added}) SELECT {values} FROM handed_over",  # noqa: S608
    )


def _hand_over(
    connection: duckdb.DuckDBPyConnection,
    handed_over: pa.Table,  # noqa: ARG001
    statement: str,
) -> None:
    """Run a statement about `handed_over`, which DuckDB finds by the name of the variable."""
    connection.execute(statement)
