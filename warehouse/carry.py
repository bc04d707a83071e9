"""What must outlive the replacing of a warehouse by an earlier one: what was forgotten."""

from pathlib import Path

import duckdb

from warehouse.transaction import transaction

_URIS = """
SELECT DISTINCT uri FROM sources
WHERE sha256(uri) IN (SELECT sha256 FROM tombstones WHERE kind = 'uri' AND blocks)
   OR content_sha256 IN (SELECT sha256 FROM tombstones WHERE kind = 'content' AND blocks)
ORDER BY uri
"""


def carry_over(connection: duckdb.DuckDBPyConnection, present: Path) -> None:
    """Take over from another warehouse file what was forgotten there.

    Raises:
        duckdb.Error: that file cannot be read, or is of a release that could not forget.
    """
    quoted = str(present).replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS present (READ_ONLY)")
    try:
        with transaction(connection):
            connection.execute(
                "INSERT INTO forgettings BY NAME FROM present.forgettings AS n"
                " ANTI JOIN forgettings AS o USING (forgetting_id)"
            )
            connection.execute(
                "DELETE FROM tombstones WHERE tombstone_id IN"
                " (SELECT tombstone_id FROM present.tombstones)"
            )
            connection.execute("INSERT INTO tombstones BY NAME FROM present.tombstones")
    finally:
        connection.execute("DETACH present")


def forgotten_uris(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the addresses of articles that are here although they were forgotten."""
    return [row[0] for row in connection.execute(_URIS).fetchall()]
