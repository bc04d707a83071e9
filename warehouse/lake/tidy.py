"""Keeping a lake in order: few files, and none that nobody needs."""

from datetime import UTC, datetime, timedelta

import duckdb

from schemas.settings import Settings
from warehouse.connection import writer
from warehouse.lake.attach import NAME

DELETED = 0.25
"""Share of deleted rows from which a file is written anew."""
GRACE = timedelta(days=1)
"""Files that no state names any more stay so long: somebody may be reading them."""


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
    """Leave nothing of rows that were deleted: neither in files nor in earlier states.

    Whoever is reading an earlier state gets an error and has to ask again.
    """
    with writer(settings) as connection:
        _rewrite(connection, 0.0)
        _let_go(connection, datetime.now(UTC), "cleanup_all => true", [])


def _rewrite(connection: duckdb.DuckDBPyConnection, deleted: float) -> None:
    connection.execute(f"CALL ducklake_flush_inlined_data('{NAME}')")
    connection.execute(f"CALL ducklake_rewrite_data_files('{NAME}', delete_threshold => {deleted})")
    connection.execute(f"CALL ducklake_merge_adjacent_files('{NAME}')")


def _let_go(
    connection: duckdb.DuckDBPyConnection, before: datetime, which: str, values: list[datetime]
) -> None:
    connection.execute(
        f"CALL ducklake_expire_snapshots('{NAME}', older_than => $1::TIMESTAMPTZ)", [before]
    )
    connection.execute(f"CALL ducklake_cleanup_old_files('{NAME}', {which})", values)
