"""The index by words, made in the snapshot and carried over while the texts stay the same."""

import hashlib
from importlib.resources import files
from pathlib import Path

import duckdb

from warehouse.extension import load_extension
from warehouse.statements import sql
from warehouse.transaction import transaction

VERSION = "1"
"""Of what is indexed and how; another makes the index anew."""
TABLES = ("stopwords", "passages", "vocabulary", "postings", "totals", "basis")


def stopwords() -> list[str]:
    """Return the words that are too common to be looked for."""
    return files("warehouse").joinpath("stopwords.txt").read_text("utf-8").split()


def index(connection: duckdb.DuckDBPyConnection, earlier: Path | None = None) -> bool:
    """Put the index by words and its macros into a snapshot that is being made.

    Args:
        connection: to the draft of the snapshot; it may read other files.
        earlier: the snapshot before, whose index is taken over where the texts are the same.

    Returns:
        Whether it had to be made; false where it was taken over.
    """
    digest = _digest(connection)
    with transaction(connection):
        connection.execute(sql("search_tables"))
        connection.execute(sql("search_macros"))
    if earlier is not None and digest == indexed(earlier):
        _take_over(connection, earlier)
        return False
    _make(connection, digest)
    return True


def remove_index(connection: duckdb.DuckDBPyConnection) -> None:
    """Take the index out of a warehouse that was restored from a snapshot."""
    connection.execute("DROP SCHEMA IF EXISTS search CASCADE")


def indexed(snapshot: Path) -> str | None:
    """Return what the index of a snapshot was made of; none where it has none or is damaged."""
    try:
        with duckdb.connect(snapshot, read_only=True) as connection:
            row = connection.execute("SELECT digest FROM search.basis").fetchone()
    except duckdb.Error:
        return None
    return str(row[0]) if row else None


def release() -> str:
    """Return what in this release decides how an index is made."""
    parts = (VERSION, sql("search_tables"), sql("search_macros"), sql("search_fill"), *stopwords())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def _digest(connection: duckdb.DuckDBPyConnection) -> str:
    row = connection.execute(sql("search_digest")).fetchone()
    assert row is not None
    return f"{release()} {row[0]}"


def _take_over(connection: duckdb.DuckDBPyConnection, earlier: Path) -> None:
    quoted = str(earlier).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS earlier (READ_ONLY)")
    try:
        with transaction(connection):
            for table in TABLES:
                connection.execute(f"INSERT INTO search.{table} FROM earlier.search.{table}")
    finally:
        connection.execute("DETACH earlier")


def _make(connection: duckdb.DuckDBPyConnection, digest: str) -> None:
    load_extension(connection, "fts")
    with transaction(connection):
        connection.execute(
            "INSERT INTO search.stopwords SELECT unnest($1::VARCHAR[])", [stopwords()]
        )
        connection.execute(sql("search_fill"))
        connection.execute("INSERT INTO search.basis VALUES ($1)", [digest])
