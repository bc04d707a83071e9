"""Read-only access for people and their SQL."""

import duckdb

from schemas.errors import SitrepError
from schemas.settings import Settings
from warehouse.catalog import Relation, macros, relations
from warehouse.migrate import migrate
from warehouse.search_index import index


class SnapshotMissingError(SitrepError):
    """Nothing has been published yet."""


def connect_snapshot(settings: Settings) -> duckdb.DuckDBPyConnection:
    """Open the published snapshot for SQL that may come from anybody.

    Statements cannot write, attach or detach, read or write other files, reach the network, load
    extensions, or change these limits.

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
