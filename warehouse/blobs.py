"""On which files of the raw store the warehouse rests."""

import duckdb

_NAMED = """
SELECT blob_sha256 FROM sources
UNION SELECT blob_sha256 FROM inputs
UNION SELECT blob_sha256 FROM rejects WHERE blob_sha256 IS NOT NULL AND cleared_by_run IS NULL
"""


def read_files(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return the addresses of the files that were read to their end."""
    return frozenset(row[0] for row in connection.execute("SELECT file_uri FROM inputs").fetchall())


def named_blobs(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return the hashes that a source, a file that was read or a standing reject names."""
    return frozenset(row[0] for row in connection.execute(_NAMED).fetchall())
