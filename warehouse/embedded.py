"""The warehouse as one file of the data folder, and the snapshot that analysts open."""

import re
import time

import duckdb

from schemas.errors import SitrepError
from schemas.settings import Settings
from warehouse.damage import explained
from warehouse.resources import GUARDED, resources
from warehouse.unavailable import (
    SnapshotMissingError,
    WarehouseLockedError,
    WarehouseMissingError,
)

FIRST_PAUSE = 0.05
"""Seconds until the second try; each later pause is twice the one before."""
LONGEST_PAUSE = 1.0
"""Seconds between tries at most: a reader's query is over in less."""

_HELD = re.compile(r"Conflicting lock is held in (.{0,500}?) \(PID (\d{1,10})\)")


class EmbeddedFile:
    """A DuckDB file: one process writes, and readers have the snapshot."""

    in_one_file = True

    def __init__(self, settings: Settings) -> None:
        """Take the files that the settings name; none is opened yet."""
        self._settings = settings

    def open_to_write(self, patience: float) -> duckdb.DuckDBPyConnection:
        """Open the file, made if it is not there; wait for another process to let go of it."""
        return self._open(read_only=False, patience=patience)

    def open_to_read(self, patience: float) -> duckdb.DuckDBPyConnection:
        """Open the file itself, not the snapshot."""
        if not self._settings.database.exists():
            raise WarehouseMissingError(f"there is no warehouse at {self._settings.database} yet")
        return self._open(read_only=True, patience=patience)

    def open_published(self) -> duckdb.DuckDBPyConnection:
        """Open the snapshot so that SQL may come from anybody."""
        if not self.is_published():
            raise SnapshotMissingError(
                f"there is no snapshot at {self.published_name()} yet: run `sitrep run` first"
            )
        config = GUARDED | {"enable_external_access": "false", "lock_configuration": "true"}
        return duckdb.connect(self._settings.snapshot, read_only=True, config=config)

    def is_published(self) -> bool:
        """Tell whether there is a snapshot."""
        return self._settings.snapshot.exists()

    def published_name(self) -> str:
        """Return the path of the snapshot."""
        return str(self._settings.snapshot)

    def published_state(self) -> str | None:
        """Return what changes whenever something is published; None before the first time."""
        if not self.is_published():
            return None
        stat = self._settings.snapshot.stat()
        return f"{stat.st_size} {stat.st_mtime_ns}"

    def explained(self, error: Exception) -> SitrepError | None:
        """Return a complaint about the file's bytes or room as an error that says what to do."""
        return explained(self._settings.database, error)

    def _open(self, *, read_only: bool, patience: float) -> duckdb.DuckDBPyConnection:
        path, config = self._settings.database, resources(self._settings)
        deadline = time.monotonic() + patience
        pause = FIRST_PAUSE
        while True:
            try:
                return duckdb.connect(path, read_only=read_only, config=config)
            except duckdb.Error as error:
                if told := self.explained(error):
                    raise told from error
                if "lock" not in str(error):
                    raise
                if time.monotonic() + pause > deadline:
                    held = _HELD.search(str(error))
                    program, pid = (held[1], int(held[2])) if held else (None, None)
                    raise WarehouseLockedError(path, patience, program, pid) from error
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
