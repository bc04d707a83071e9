"""Read-only access for people and their SQL."""

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager

import duckdb

from schemas.settings import Settings
from warehouse.catalog import Relation, macros, relations
from warehouse.home import home_of
from warehouse.lake.guard import check
from warehouse.lake.kind import is_lake
from warehouse.migrate import migrate
from warehouse.search_index import index
from warehouse.unavailable import SnapshotMissingError, UnsafeStatementError

__all__ = ["SnapshotMissingError", "UnsafeStatementError", "ask", "connect_snapshot", "told_tables"]

_UNSAFE = re.compile(r"enable_logging|json_execute_serialized_sql|arrow_scan|pandas_scan", re.I)
"""Functions that DuckDB lets pass although its configuration is locked: a log that it may not write
ends the whole process, a pointer to anywhere in memory likewise."""


def connect_snapshot(settings: Settings) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    """Open what is published, snapshot or lake, for SQL that may come from anybody.

    Statements cannot write, attach or detach, read or write other files, reach the network, load
    extensions, see objects of the program, or change these limits.

    Raises:
        SnapshotMissingError: there is no snapshot yet.
        LakeUnreachableError, StoreUnreachableError: the lake's catalog or the store of its files
            does not answer.
    """
    return home_of(settings).open_published()


def told_tables(settings: Settings) -> list[Relation]:
    """Return the views, tables and macros of the snapshot or, with none, of a fresh one."""
    if home_of(settings).is_published():
        with connect_snapshot(settings) as connection:
            return [*relations(connection), *macros(connection)]
    with duckdb.connect() as connection:
        migrate(connection)
        index(connection)
        return [*relations(connection), *macros(connection)]


def ask(connection: duckdb.DuckDBPyConnection, query: str) -> duckdb.DuckDBPyConnection:
    """Run SQL that may come from anybody on a connection of `connect_snapshot`.

    Each statement is looked at before any is run, also for what its plan makes of it.

    Raises:
        UnsafeStatementError: it calls what would end the process.
        duckdb.Error: it is wrong, or not allowed.
    """
    lake = is_lake(connection)
    for statement in connection.extract_statements(query):
        if lake:
            check(connection, statement)
        if _UNSAFE.search(statement.query) or _UNSAFE.search(str(_plan(connection, statement))):
            raise UnsafeStatementError("not allowed: logging, serialized statements and pointers")
    return connection.execute(query)


def _plan(connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> Sequence[object]:
    """Return what a statement would do, with the functions that its text only makes up."""
    if statement.type != duckdb.StatementType.SELECT:
        return []
    try:
        return connection.execute(f"EXPLAIN {statement.query}").fetchall()
    except duckdb.ParserException:  # EXPLAIN EXPLAIN, EXPLAIN PIVOT
        return []
