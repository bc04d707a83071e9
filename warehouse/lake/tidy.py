"""Keeping a lake in order: few files, and none that nobody needs."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import duckdb

from schemas.settings import Settings
from warehouse.connection import writer
from warehouse.home import home_of
from warehouse.lake.address import PREFIX
from warehouse.lake.attach import NAME
from warehouse.statements import sql

DELETED = 0.25
"""Share of deleted rows from which a file is written anew."""
GRACE = timedelta(days=1)
"""Files that no state names any more stay so long: somebody may be reading them."""

CATALOG = f"__ducklake_metadata_{NAME}"
"""Under which DuckLake attaches the catalog's own tables."""


def tidy(settings: Settings, grace: timedelta = GRACE) -> None:
    """Merge small files, rewrite those with many deleted rows, let go of old states.

    Args:
        settings: where the lake is, and how long earlier states can be read.
        grace: how long files stay that no state names any more.

    Raises:
        LakeUnreachableError: the catalog does not answer.
    """
    before = datetime.now(UTC) - timedelta(days=settings.lake.history_days)
    with writer(settings) as connection:
        _rewrite(connection, DELETED)
        _let_go(connection, before, "older_than => $1::TIMESTAMPTZ", [datetime.now(UTC) - grace])


def purge(settings: Settings) -> None:
    """Leave nothing of rows that were deleted: in files, in earlier states, in the catalog.

    Whoever is reading an earlier state gets an error and has to ask again.
    """
    with writer(settings) as connection:
        _rewrite(connection, 0.0)
        _let_go(connection, datetime.now(UTC), "cleanup_all => true", [])
    with writer(settings) as connection:
        connection.execute(sql("lake_bounds"))
        kind, _, path = home_of(settings).published_name().removeprefix(PREFIX).partition(":")
        if kind == "postgres":
            connection.execute(
                f"CALL postgres_execute('{CATALOG}', 'VACUUM', use_transaction => false)"
            )
            return
    with closing(sqlite3.connect(path)) as catalog:
        catalog.execute("VACUUM")


def _rewrite(connection: duckdb.DuckDBPyConnection, deleted: float) -> None:
    connection.execute(f"CALL ducklake_rewrite_data_files('{NAME}', delete_threshold => {deleted})")
    connection.execute(f"CALL ducklake_merge_adjacent_files('{NAME}')")


def _let_go(
    connection: duckdb.DuckDBPyConnection, before: datetime, which: str, values: list[datetime]
) -> None:
    connection.execute(
        f"CALL ducklake_expire_snapshots('{NAME}', older_than => $1::TIMESTAMPTZ)", [before]
    )
    connection.execute(f"CALL ducklake_cleanup_old_files('{NAME}', {which})", values)
