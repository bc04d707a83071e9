"""On which files of the raw store the warehouse rests."""

import duckdb

_NAMED = """
SELECT blob_sha256 FROM sources
UNION SELECT blob_sha256 FROM inputs
UNION SELECT blob_sha256 FROM rejects WHERE blob_sha256 IS NOT NULL AND cleared_by_run IS NULL
"""


def named_blobs(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return the hashes that a source, a file that was read or a standing reject names."""
    return frozenset(row[0] for row in connection.execute(_NAMED).fetchall())
