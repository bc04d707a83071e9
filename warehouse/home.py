"""Which home the warehouse has: one file of the data folder, or a lake. Decided here alone."""

from contextlib import AbstractContextManager
from typing import Protocol

import duckdb

from schemas.errors import SitrepError
from schemas.settings import Settings
from warehouse.embedded import EmbeddedFile
from warehouse.lake.home import Lake


class Home(Protocol):
    """Where the warehouse is, and how it is opened."""

    in_one_file: bool
    """Whether it is a file of the data folder: has snapshots, is copied and replaced as a whole."""

    def open_to_write(self, patience: float) -> duckdb.DuckDBPyConnection:
        """Open it for writing, made where it is not there; wait `patience` seconds where held."""

    def open_to_read(self, patience: float) -> duckdb.DuckDBPyConnection:
        """Open it read-only as it is now, published or not.

        Raises:
            WarehouseMissingError: nothing was loaded yet.
        """

    def open_published(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """Open what is published, for SQL that may come from anybody; it is closed afterwards.

        Raises:
            SnapshotMissingError: nothing is published yet.
        """

    def is_published(self) -> bool:
        """Tell whether anything is published."""

    def published_name(self) -> str:
        """Return where what is published is, for people."""

    def published_state(self) -> str | None:
        """Return a name for what is published now; None where nothing is."""

    def explained(self, error: Exception) -> SitrepError | None:
        """Return a complaint of DuckDB as one that says what to do, if it is of that kind."""


def home_of(settings: Settings) -> Home:
    """Return the home that the settings name.

    Raises:
        LakeAddressError: `settings.warehouse` is no address of a lake.
    """
    return EmbeddedFile(settings) if settings.warehouse is None else Lake(settings)
