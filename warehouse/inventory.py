"""What a database file holds, to tell whether a copy of it is whole."""

from pathlib import Path

import duckdb

from warehouse.blobs import named_blobs
from warehouse.content import duplicates
from warehouse.damage import WarehouseDamagedError


def row_counts(path: Path) -> dict[str, int]:
    """Return table → rows, having read every row.

    Raises:
        WarehouseDamagedError: the file is no database, or a part of it cannot be read.
    """
    try:
        with duckdb.connect(path, read_only=True) as connection:
            tables = connection.execute(
                "SELECT table_name FROM duckdb_tables()"
                " WHERE NOT temporary AND schema_name = 'main' ORDER BY ALL"
            ).fetchall()
            return {table: _read(connection, table) for (table,) in tables}
    except duckdb.Error as error:
        raise WarehouseDamagedError(path, str(error).strip().splitlines()[0][:300]) from error


def check(path: Path) -> dict[str, int]:
    """Do as `row_counts` does, and see that no key stands twice.

    Raises:
        WarehouseDamagedError: as for `row_counts`, or a key stands twice.
    """
    counts = row_counts(path)
    with duckdb.connect(path, read_only=True) as connection:
        twice = duplicates(connection, set(counts))
    if twice:
        raise WarehouseDamagedError(path, f"keys stand twice: {twice}")
    return counts


def blobs_of(path: Path) -> frozenset[str]:
    """Return the hashes of the files that a database's rows rest on."""
    with duckdb.connect(path, read_only=True) as connection:
        return named_blobs(connection)


def last_migration(path: Path) -> int:
    """Return the number of the last migration of a database file."""
    with duckdb.connect(path, read_only=True) as connection:
        row = connection.execute("SELECT max(number) FROM migrations").fetchone()
    return int(row[0]) if row and row[0] else 0


def _read(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """Hash every value: a count alone does not read the rows."""
    row = connection.execute(
        f"SELECT count(*), bit_xor(hash(t)) FROM {table} AS t"  # noqa: S608
    ).fetchone()
    return int(row[0]) if row else 0
