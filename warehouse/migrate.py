"""Bringing a warehouse up to date: numbered migrations, then views and tables of codes."""

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

import duckdb

from schemas.errors import SitrepError
from warehouse.comments import inherit_comments
from warehouse.lake.comments import without_lost_comments
from warehouse.lake.kind import is_lake
from warehouse.reference import TABLES, fill_reference, reference_text
from warehouse.transaction import atomically

_NAME = re.compile(r"(\d{4})_([a-z0-9_]{1,60})\.sql")
_FIRST = """
CREATE TABLE IF NOT EXISTS migrations (
    number INTEGER NOT NULL, name VARCHAR NOT NULL, checksum VARCHAR NOT NULL,
    applied_at TIMESTAMP NOT NULL
)
"""


class MigrationError(SitrepError):
    """The warehouse and this release do not fit together."""


class MigrationChangedError(MigrationError):
    """A migration that was applied reads differently now."""


class WarehouseTooNewError(MigrationError):
    """The warehouse was made by a later release."""


class Migration(NamedTuple):
    """One numbered step of the schema."""

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the SQL."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


@cache
def shipped() -> tuple[Migration, ...]:
    """Return this release's migrations in order."""
    found = []
    for file in files("warehouse").joinpath("migrations").iterdir():
        match = _NAME.fullmatch(file.name)
        if match:
            found.append(Migration(int(match[1]), match[2], file.read_text("utf-8")))
    return tuple(sorted(found))


@cache
def views() -> tuple[str, ...]:
    """Return the SQL of the views in the order in which they build on each other."""
    folder: Traversable = files("warehouse").joinpath("views")
    named = sorted((file.name, file) for file in folder.iterdir() if file.name.endswith(".sql"))
    return tuple(file.read_text("utf-8") for _, file in named)


def migrate(
    connection: duckdb.DuckDBPyConnection, migrations: Sequence[Migration] | None = None
) -> int:
    """Apply what is missing, each in a transaction of its own; return how many were applied.

    Raises:
        MigrationChangedError: an applied migration has another checksum in this release.
        WarehouseTooNewError: the warehouse has migrations that this release does not know.
    """
    known = shipped() if migrations is None else migrations
    try:
        applied = _applied(connection)
    except duckdb.CatalogException:
        atomically(connection, lambda: connection.execute(_FIRST))
        applied = _applied(connection)
    _check(applied, known)
    made = sum(_apply(connection, each) for each in known if each.number not in applied)
    _refresh_views(connection, outdated=made > 0)
    return made


def _applied(connection: duckdb.DuckDBPyConnection) -> dict[int, tuple[str, str]]:
    rows = connection.execute("SELECT number, name, checksum FROM migrations").fetchall()
    return {number: (name, checksum) for number, name, checksum in rows if number > 0}


def _check(applied: dict[int, tuple[str, str]], known: Sequence[Migration]) -> None:
    by_number = {migration.number: migration for migration in known}
    for number, (name, checksum) in sorted(applied.items()):
        migration = by_number.get(number)
        if migration is None:
            raise WarehouseTooNewError(
                f"the warehouse has migration {number:04d} ({name}), this release ends at"
                f" {max(by_number, default=0):04d}: install the release that made it, or a later"
            )
        if migration.checksum != checksum:
            raise MigrationChangedError(
                f"migration {number:04d} ({name}) was applied with checksum {checksum[:12]} and"
                f" now has {migration.checksum[:12]}: undo the change and add a new migration"
            )


def _apply(connection: duckdb.DuckDBPyConnection, migration: Migration) -> bool:
    """Apply a migration; tell whether it was done here, for another may be quicker."""

    def apply() -> bool:
        if migration.number in _applied(connection):
            return False
        connection.execute(migration.sql)
        _note(connection, migration.number, migration.name, migration.checksum)
        return True

    return atomically(connection, apply)


def _refresh_views(connection: duckdb.DuckDBPyConnection, *, outdated: bool) -> None:
    """Make views and tables of codes anew where they differ; they are noted as number 0."""
    checksum = _views_checksum()
    noted = connection.execute("SELECT checksum FROM migrations WHERE number = 0").fetchall()
    if noted == [(checksum,)] and not outdated:
        return

    def refresh() -> None:
        made = "\n".join(views())
        if is_lake(connection):
            connection.execute(without_lost_comments(made))
        else:
            connection.execute(made)
            inherit_comments(connection)
        fill_reference(connection)
        connection.execute("DELETE FROM migrations WHERE number = 0")
        _note(connection, 0, "views", checksum)

    atomically(connection, refresh)


@cache
def _views_checksum() -> str:
    codes = [reference_text(table) for table in TABLES]
    return hashlib.sha256("\0".join([*views(), *codes]).encode()).hexdigest()


def _note(connection: duckdb.DuckDBPyConnection, number: int, name: str, checksum: str) -> None:
    connection.execute(
        "INSERT INTO migrations VALUES ($1, $2, $3, $4)",
        [number, name, checksum, datetime.now(UTC).replace(tzinfo=None)],
    )
