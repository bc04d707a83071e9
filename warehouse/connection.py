"""Opening the warehouse: one short-lived writer, or readers for a moment between writers."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import duckdb

from schemas.settings import Settings
from warehouse.home import Home, home_of
from warehouse.migrate import migrate
from warehouse.search_index import remove_index
from warehouse.unavailable import WarehouseLockedError, WarehouseMissingError

__all__ = ["PATIENCE", "WarehouseLockedError", "WarehouseMissingError", "reader", "writer"]
PATIENCE = 60.0
"""Seconds that opening waits for another process to let go of the file."""


@contextmanager
def writer(
    settings: Settings,
    patience: float = PATIENCE,
    *,
    leave_log: bool = False,
    leave_open: ExitStack | None = None,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse for writing, made and brought up to date where needed; close it after.

    Args:
        settings: where the warehouse is.
        patience: seconds to wait for another process that holds it.
        leave_log: leave what is committed in the log beside the file, for another writer follows
            at once, as in a run: then the file is written once, when it is published.
        leave_open: where all went well, the file is let go only when this is closed, so that the
            writer which follows in this process finds it open, with what was logged.

    Raises:
        WarehouseLockedError: another process held it for `patience` seconds.
        WarehouseDamagedError: the file cannot be read.
        LakeUnreachableError, StoreUnreachableError: the lake's catalog or the store of its files
            does not answer.
        migrate.MigrationError: the warehouse and the code do not fit together.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    home = home_of(settings)
    with _explained_by(home), closing(home.open_to_write(patience)) as connection:
        migrate(connection)
        remove_index(connection)
        if leave_log:
            connection.execute("PRAGMA disable_checkpoint_on_shutdown")
        yield connection
        if leave_open is not None and home.in_one_file:
            leave_open.enter_context(closing(home.open_to_write(patience)))


@contextmanager
def reader(settings: Settings, patience: float = PATIENCE) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse itself read-only, for a question that a stale snapshot may not answer.

    Raises:
        WarehouseMissingError: nothing was loaded yet.
        WarehouseLockedError: another process held it for `patience` seconds.
        LakeUnreachableError, StoreUnreachableError: the lake's catalog or the store of its files
            does not answer.
    """
    home = home_of(settings)
    with _explained_by(home), closing(home.open_to_read(patience)) as connection:
        yield connection


@contextmanager
def _explained_by(home: Home) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        if told := home.explained(error):
            raise told from None
        raise
