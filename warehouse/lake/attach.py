"""Attaching a lake: extensions from wheels, secrets out of sight, one name for all."""

import re
from collections.abc import Mapping
from typing import NamedTuple

import duckdb

from schemas.errors import SitrepError
from warehouse.extension import load_extension
from warehouse.lake.address import CatalogAddress
from warehouse.lake.storage import in_a_store, s3_secret
from warehouse.unavailable import WarehouseMissingError

NAME = "lake"
NO_INLINING = "DATA_INLINING_ROW_LIMIT 0"
"""Few rows go to files like many. DuckLake 1.5.5 would keep up to ten of a statement in the catalog
and cannot be relied upon for them: deletions count twice once such rows are written to files
(github.com/duckdb/ducklake/issues/1364), two writers delete the same row and both pass (1215), and
a reader is lost while they are written (1413)."""
_EXTENSIONS = {"postgres": "postgres_scanner", "sqlite": "sqlite_scanner"}
_NOT_MADE = re.compile(r"Cannot create|does not exist|unable to open database file", re.IGNORECASE)
_ELSEWHERE = re.compile(r'does not match existing data path in the catalog "([^"]{1,1000})"')
_SERVER = re.compile(r'^(?:[^"\\]|\\.){0,5000}":?')
_PATH = re.compile(r'at path \+ "[^"]{0,1000}"')
_APART = re.compile(
    r"Unable to connect|connection to server|server closed the connection|no connection to the"
    r" server|terminating connection|could not translate host name|SSL",
    re.IGNORECASE,
)


class LakeUnreachableError(SitrepError):
    """The catalog of a lake does not answer."""

    def __init__(self, told: str, problem: str) -> None:
        """Name the catalog, without what is secret, and what it or the way to it says."""
        super().__init__(
            f"the catalog {told} cannot be reached ({problem}). See that the server runs and that"
            " the setting `warehouse`, PGPASSWORD or the password file are right, then run again"
        )


class LakeFilesError(SitrepError):
    """The rows of a lake lie elsewhere than the settings say."""


class LakeFiles(NamedTuple):
    """A lake: its catalog, and where its rows lie."""

    catalog: CatalogAddress
    files: str
    """Folder or `s3://` address, with a slash behind."""


def attach(
    connection: duckdb.DuckDBPyConnection,
    lake: LakeFiles,
    *,
    read_only: bool,
    snapshot: int | None = None,
) -> None:
    """Attach a lake under `NAME` and make it what unqualified names mean.

    Args:
        connection: that of an empty database in memory.
        lake: where it is; made if it is not there, unless `read_only`.
        read_only: nothing may be written.
        snapshot: the state to read; the newest at every statement, if none is given.

    Raises:
        WarehouseMissingError: it was to be read and is not there.
        LakeUnreachableError: the catalog's server does not answer, or refuses.
        LakeFilesError: its files lie elsewhere.
    """
    catalog = lake.catalog
    load_extension(connection, "ducklake")
    load_extension(connection, _EXTENSIONS[catalog.path.partition(":")[0]])
    options = [f"DATA_PATH {_quoted(lake.files)}", NO_INLINING]
    if catalog.secret:
        _make_secret(connection, "catalog", "postgres", catalog.secret)
        options.append("META_SECRET 'catalog'")
    else:
        options.append("META_JOURNAL_MODE 'WAL'")
    if in_a_store(lake.files):
        load_extension(connection, "httpfs")
        _make_secret(connection, "files", "s3", s3_secret())
    if read_only:
        options.append("READ_ONLY")
    if snapshot is not None:
        options.append(f"SNAPSHOT_VERSION {snapshot}")
    try:
        connection.execute(
            f"ATTACH {_quoted('ducklake:' + catalog.path)} AS {NAME} ({', '.join(options)})"
        )
    except duckdb.Error as error:
        raise _told(catalog, error) from None
    connection.execute(f"USE {NAME}")


def unreachable(catalog: CatalogAddress, error: Exception) -> LakeUnreachableError | None:
    """Return DuckDB's complaint about the way to a catalog as an error that shows no secret."""
    if not _APART.search(str(error)):
        return None
    return LakeUnreachableError(catalog.told, _without_secrets(catalog, error))


def _told(catalog: CatalogAddress, error: duckdb.Error) -> SitrepError:
    if told := unreachable(catalog, error):
        return told
    said = _without_secrets(catalog, error)
    if elsewhere := _ELSEWHERE.search(said):
        return LakeFilesError(
            f"the files of {catalog.told} lie in {elsewhere[1]}, not where the setting"
            " `lake.files` says: set SITREP_LAKE__FILES to that"
        )
    if _NOT_MADE.search(said):
        return WarehouseMissingError(f"there is no warehouse at {catalog.told} yet ({said})")
    return LakeUnreachableError(catalog.told, said)


def _without_secrets(catalog: CatalogAddress, error: Exception) -> str:
    said = " ".join(str(error).split())
    _, named, behind = said.partition('Postgres at "')
    said = _SERVER.sub("", behind, count=1).strip() if named else said
    said = _PATH.sub("", said)
    if password := catalog.secret.get("PASSWORD"):
        said = said.replace(password, "…")
    return said[:500]


def _make_secret(
    connection: duckdb.DuckDBPyConnection, name: str, kind: str, given: Mapping[str, str | bool]
) -> None:
    spelt = ", ".join(f"{key} {_literal(value)}" for key, value in given.items())
    connection.execute(f"CREATE OR REPLACE SECRET {name} (TYPE {kind}, {spelt})")


def _literal(value: str | bool) -> str:
    return _quoted(value) if isinstance(value, str) else str(value).lower()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
