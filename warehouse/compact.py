"""Rewriting the warehouse, so that nothing of deleted rows stays in its file."""

import os
from pathlib import Path
from uuid import uuid4

import duckdb

from schemas.errors import SitrepError
from schemas.settings import Settings
from warehouse.connection import PATIENCE, writer
from warehouse.migrate import migrate
from warehouse.names import KEYS
from warehouse.reference import TABLES
from warehouse.resources import resources

_FILLED_BY_MIGRATION = {"migrations", *TABLES}


class CompactError(SitrepError):
    """The rewritten file does not hold what the warehouse holds; the warehouse is untouched."""


def compact(settings: Settings, patience: float = PATIENCE) -> tuple[int, int]:
    """Write all rows to a new file that takes the place of the old one; return bytes before, after.

    DuckDB keeps the blocks of deleted rows in its file until it needs them. The new file appears
    whole or not at all; snapshots are not touched. Runs must be kept away (`tasks.exclusive`).

    Raises:
        CompactError: the copy came out otherwise.
        WarehouseLockedError: another process held the warehouse for `patience` seconds.
    """
    before = settings.database.stat().st_size
    draft = settings.data / f".compact-{uuid4().hex}"
    try:
        with duckdb.connect(draft, config=resources(settings)) as fresh:
            migrate(fresh)
        with writer(settings, patience) as connection:
            connection.execute("CHECKPOINT")
            _copy(connection, draft)
            _sync(draft)
            draft.rename(settings.database)
    finally:
        draft.unlink(missing_ok=True)
    return before, settings.database.stat().st_size


def wasted(settings: Settings) -> float:
    """Return the share of the warehouse's blocks that hold nothing, 0 to 1."""
    with writer(settings) as connection:
        row = connection.execute(
            "SELECT free_blocks / greatest(total_blocks, 1) FROM pragma_database_size()"
        ).fetchone()
    return float(row[0]) if row else 0.0


def _copy(connection: duckdb.DuckDBPyConnection, draft: Path) -> None:
    quoted = str(draft).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS fresh")
    try:
        for table in KEYS:
            if table not in _FILLED_BY_MIGRATION:
                connection.execute(f"INSERT INTO fresh.{table} BY NAME FROM {table}")
        connection.execute("DELETE FROM fresh.migrations")
        connection.execute("INSERT INTO fresh.migrations BY NAME FROM migrations")
        _compare(connection)
        connection.execute("CHECKPOINT fresh")
    finally:
        connection.execute("DETACH fresh")


def _compare(connection: duckdb.DuckDBPyConnection) -> None:
    for table in set(KEYS) - set(TABLES):
        counts = connection.execute(
            f"SELECT (SELECT count(*) FROM {table}), (SELECT count(*) FROM fresh.{table})"  # noqa: S608
        ).fetchone()
        if counts is None or counts[0] != counts[1]:
            raise CompactError(f"{table} has {counts} rows before and after; nothing was changed")


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
