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


def read_lists(connection: duckdb.DuckDBPyConnection, suffix: str) -> dict[str, str]:
    """Return address → hash of the files with this ending, as they were when they were read."""
    query = (
        "SELECT file_uri, blob_sha256 FROM inputs WHERE ends_with(file_uri, $1) ORDER BY file_uri"
    )
    return dict(connection.execute(query, [suffix]).fetchall())


def replace_input(connection: duckdb.DuckDBPyConnection, file_uri: str, blob: str | None) -> None:
    """Have the file rest on other bytes, or on none: then it counts as never read."""
    if blob is None:
        connection.execute("DELETE FROM inputs WHERE file_uri = $1", [file_uri])
    else:
        connection.execute(
            "UPDATE inputs SET blob_sha256 = $2 WHERE file_uri = $1", [file_uri, blob]
        )


def named_blobs(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return the hashes that a source, a file that was read or a standing reject names."""
    return frozenset(row[0] for row in connection.execute(_NAMED).fetchall())
