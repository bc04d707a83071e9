"""Telling a lake from a file."""

import duckdb

_KIND = "SELECT type FROM duckdb_databases() WHERE database_name = current_database()"


def is_lake(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether what a connection is at is a lake."""
    return connection.execute(_KIND).fetchall() == [("ducklake",)]
