"""Opening the warehouse: one short-lived writer, or readers for a moment between writers."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from schemas.errors import SitrepError
from schemas.settings import Settings
from warehouse.damage import explained
from warehouse.migrate import migrate
from warehouse.search_index import remove_index

MEMORY = "1GB"
"""Beyond this DuckDB spills to the temporary folder. With it, staging, loading twice and publishing
90,632 documents peaked at 784 MiB for the whole process (`benchmarks/load.py`)."""
PATIENCE = 60.0
"""Seconds that opening waits for another process to let go of the file."""
FIRST_PAUSE = 0.05
"""Seconds until the second try; each later pause is twice the one before."""
LONGEST_PAUSE = 1.0
"""Seconds between tries at most: a reader's query is over in less."""

_HELD = re.compile(r"Conflicting lock is held in (.{0,500}?) \(PID (\d{1,10})\)")


class WarehouseLockedError(SitrepError):
    """Another process has the warehouse open."""

    def __init__(self, path: Path, waited: float, program: str | None, pid: int | None) -> None:
        """Name the file and, where DuckDB tells, who holds it."""
        holder = f"process {pid} ({program})" if pid else "another process"
        super().__init__(
            f"{path} is held open by {holder}; waited {waited:.0f} s."
            " Close that session or stop that process, then run again"
            " (to look at the data at any time, open the snapshot instead)."
        )
        self.path = path
        self.pid = pid


class WarehouseMissingError(SitrepError):
    """There is no warehouse yet."""


@contextmanager
def writer(settings: Settings, patience: float = PATIENCE) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse for writing, made and brought up to date where needed; close it after.

    Raises:
        WarehouseLockedError: another process held it for `patience` seconds.
        WarehouseDamagedError: the file cannot be read.
        migrate.MigrationError: the file and the code do not fit together.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    connection = _open(settings, read_only=False, patience=patience)
    try:
        migrate(connection)
        remove_index(connection)
        yield connection
    except duckdb.Error as error:
        if told := explained(settings.database, error):
            raise told from error
        raise
    finally:
        connection.close()


@contextmanager
def reader(settings: Settings, patience: float = PATIENCE) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse itself read-only, for a question that a stale snapshot may not answer.

    Raises:
        WarehouseMissingError: nothing was loaded yet.
        WarehouseLockedError: another process held it for `patience` seconds.
    """
    if not settings.database.exists():
        raise WarehouseMissingError(f"there is no warehouse at {settings.database} yet")
    connection = _open(settings, read_only=True, patience=patience)
    try:
        yield connection
    finally:
        connection.close()


def resources(settings: Settings) -> dict[str, str | bool | int | float | list[str]]:
    """Return the configuration of a connection that may do heavy work, and downloads nothing."""
    return {
        "memory_limit": MEMORY,
        "temp_directory": str(settings.data / "tmp"),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }


def _open(settings: Settings, *, read_only: bool, patience: float) -> duckdb.DuckDBPyConnection:
    config = resources(settings)
    deadline = time.monotonic() + patience
    pause = FIRST_PAUSE
    while True:
        try:
            return duckdb.connect(settings.database, read_only=read_only, config=config)
        except duckdb.Error as error:
            if told := explained(settings.database, error):
                raise told from error
            if "lock" not in str(error):
                raise
            if time.monotonic() + pause > deadline:
                held = _HELD.search(str(error))
                program, pid = (held[1], int(held[2])) if held else (None, None)
                raise WarehouseLockedError(settings.database, patience, program, pid) from error
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
