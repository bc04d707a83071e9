"""The index by words, made in the snapshot; what the snapshot before has of it is taken over."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import duckdb

from warehouse.extension import load_extension
from warehouse.statements import sql
from warehouse.transaction import transaction

VERSION = "2"
"""Of what is indexed and how; another makes the index anew."""
PARTS = ("search_tables", "search_macros", "search_fill")
WORKING = ("texts", "gone", "added", "tokens", "changed", "renewed", "seen", "forms")
"""Temporary tables of the making."""


def stopwords() -> list[str]:
    """Return the words that are too common to be looked for."""
    return files("warehouse").joinpath("stopwords.txt").read_text("utf-8").split()


def index(connection: duckdb.DuckDBPyConnection, earlier: Path | None = None) -> int:
    """Put the index by words and its macros into a snapshot that is being made.

    Args:
        connection: to the draft of the snapshot; it may read other files.
        earlier: the snapshot before; of its index is kept what still holds.

    Returns:
        How many passages had to be read; those of the snapshot before need not be.
    """
    load_extension(connection, "fts")
    with transaction(connection):
        connection.execute(sql("search_tables"))
        connection.execute(sql("search_macros"))
        connection.execute("INSERT INTO search.basis VALUES ($1)", [release()])
        connection.execute(
            "INSERT INTO search.stopwords SELECT unnest($1::VARCHAR[])", [stopwords()]
        )
    with _attached(connection, earlier), transaction(connection):
        connection.execute(sql("search_fill"))
        row = connection.execute("SELECT count(*) FROM added").fetchone()
        for table in WORKING:
            connection.execute(f"DROP TABLE temp.{table}")
    assert row is not None
    return int(row[0])


def remove_index(connection: duckdb.DuckDBPyConnection) -> None:
    """Take the index out of a warehouse that was restored from a snapshot."""
    connection.execute("DROP SCHEMA IF EXISTS search CASCADE")


def is_indexed(snapshot: Path) -> bool:
    """Tell whether a snapshot has an index as this release makes it."""
    try:
        with duckdb.connect(snapshot, read_only=True) as connection:
            return connection.execute("FROM search.basis").fetchall() == [(release(),)]
    except duckdb.Error:
        return False


def release() -> str:
    """Return what in this release decides how an index is made."""
    parts = (VERSION, duckdb.__version__, *map(sql, PARTS), *stopwords())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, earlier: Path | None) -> Iterator[None]:
    """Attach the snapshot before as `earlier`; without one whose index is of use, an empty one."""
    known = earlier is not None and is_indexed(earlier)
    quoted = str(earlier).replace("'", "''") if known else ":memory:"
    connection.execute(f"ATTACH '{quoted}' AS earlier" + " (READ_ONLY)" * known)
    try:
        if not known:
            connection.execute(sql("search_none"))
        yield
    finally:
        connection.execute("DETACH earlier")
