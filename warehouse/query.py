"""Read-only access for people and their SQL."""

import re
from collections.abc import Sequence

import duckdb

from schemas.errors import SitrepError
from schemas.settings import Settings
from warehouse.catalog import Relation, macros, relations
from warehouse.migrate import migrate
from warehouse.search_index import index

_UNSAFE = re.compile(r"enable_logging|json_execute_serialized_sql|arrow_scan|pandas_scan", re.I)
"""Functions that DuckDB lets pass although its configuration is locked: a log that it may not write
ends the whole process, a pointer to anywhere in memory likewise."""


class SnapshotMissingError(SitrepError):
    """Nothing has been published yet."""


class UnsafeStatementError(SitrepError):
    """A statement that could harm the process that runs it."""


def connect_snapshot(settings: Settings) -> duckdb.DuckDBPyConnection:
    """Open the published snapshot for SQL that may come from anybody.

    Statements cannot write, attach or detach, read or write other files, reach the network, load
    extensions, see objects of the program, or change these limits.

    Raises:
        SnapshotMissingError: there is no snapshot yet.
    """
    if not settings.snapshot.exists():
        raise SnapshotMissingError(
            f"there is no snapshot at {settings.snapshot} yet: run `sitrep run` first"
        )
    return duckdb.connect(
        settings.snapshot,
        read_only=True,
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "enable_external_access": "false",
            "python_enable_replacements": "false",
            "lock_configuration": "true",
        },
    )


def told_tables(settings: Settings) -> list[Relation]:
    """Return the views, tables and macros of the snapshot or, with none, of a fresh one."""
    if settings.snapshot.exists():
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
    for statement in connection.extract_statements(query):
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
