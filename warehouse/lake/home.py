"""The warehouse as a lake: writers and readers attach it, nobody holds it."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from schemas.errors import SitrepError
from schemas.settings import Settings
from warehouse.damage import explained
from warehouse.lake.address import read_address
from warehouse.lake.attach import NAME, LakeFiles, attach, unreachable
from warehouse.lake.storage import files_of, in_a_store, unanswered
from warehouse.lake.turn import make_turn
from warehouse.resources import GUARDED, Config, resources
from warehouse.unavailable import SnapshotMissingError, WarehouseMissingError

COMPRESSION = "zstd"
"""Of texts it leaves half of what DuckLake's own choice (snappy) does."""


class Lake:
    """A DuckLake catalog and the files that it names; many processes write and read."""

    in_one_file = False

    def __init__(self, settings: Settings) -> None:
        """Read where it is; nothing is opened yet.

        Raises:
            LakeAddressError: the setting `warehouse` is no address.
        """
        assert settings.warehouse is not None
        self._settings = settings
        self._lake = LakeFiles(
            read_address(settings.warehouse.get_secret_value()), files_of(settings)
        )

    def open_to_write(self, patience: float) -> duckdb.DuckDBPyConnection:
        """Attach it, made if it is not there; others may write meanwhile (`lake.turn`)."""
        del patience
        connection = duckdb.connect(config=resources(self._settings))
        attach(connection, self._lake, read_only=False)
        if make_turn(connection):
            connection.execute(f"CALL {NAME}.set_option('parquet_compression', '{COMPRESSION}')")
        return connection

    def open_to_read(self, patience: float) -> duckdb.DuckDBPyConnection:
        """Attach it as it is now: what is committed later does not show."""
        del patience
        return self._at_newest(resources(self._settings))

    @contextmanager
    def open_published(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Attach it as it is now, so that SQL may come from anybody (see also `lake.guard`)."""
        with self._guarded() as connection:
            try:
                yield connection
            except duckdb.Error as error:
                if told := self.explained(error):
                    raise told from None
                raise

    def _guarded(self) -> duckdb.DuckDBPyConnection:
        try:
            connection = self._at_newest(resources(self._settings) | GUARDED)
        except WarehouseMissingError as missing:
            raise SnapshotMissingError(f"{missing}: run `sitrep run` first") from None
        for secret in ("catalog", "files"):
            if secret == "catalog" or not in_a_store(self._lake.files):
                connection.execute(f"DROP SECRET IF EXISTS {secret}")
        connection.execute("SET allowed_directories = [$1]", [self._lake.files])
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        return connection

    def is_published(self) -> bool:
        """Tell whether there is anything to read."""
        try:
            self._at_newest(resources(self._settings)).close()
        except WarehouseMissingError:
            return False
        return True

    def published_name(self) -> str:
        """Return the catalog's address, without what is secret."""
        return self._lake.catalog.told

    def published_state(self) -> str | None:
        """Return the number of the newest state; None where there is no lake yet."""
        try:
            with self._at_newest(resources(self._settings)) as connection:
                return str(_newest(connection))
        except WarehouseMissingError:
            return None

    def explained(self, error: Exception) -> SitrepError | None:
        """Return a complaint about the way to catalog or store, or about room, as one to act on."""
        return (
            unanswered(self._lake.files, error)
            or unreachable(self._lake.catalog, error)
            or explained(self._settings.data, error)
        )

    def _at_newest(self, config: Config) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect(config=config)
        attach(connection, self._lake, read_only=True)
        newest = _newest(connection)
        connection.execute("USE memory")
        connection.execute(f"DETACH {NAME}")
        attach(connection, self._lake, read_only=True, snapshot=newest)
        return connection


def _newest(connection: duckdb.DuckDBPyConnection) -> int:
    row = connection.execute(f"FROM {NAME}.current_snapshot()").fetchone()
    assert row is not None
    return int(row[0])
