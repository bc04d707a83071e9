"""What was forgotten and is not to come in again."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import duckdb

from schemas.errors import SitrepError
from schemas.ids import content_hash, content_uuid
from schemas.settings import Settings
from schemas.source import Source
from warehouse.home import home_of

_BLOCKING = "SELECT kind, sha256 FROM tombstones WHERE blocks"
_FORGETTINGS = """
SELECT forgetting_id, made_at, made_by, note, documents, reports, event_versions,
    (SELECT count(*) > 0 FROM tombstones AS t WHERE t.forgetting_id = f.forgetting_id AND blocks)
FROM forgettings AS f ORDER BY made_at, forgetting_id
"""


class Tombstones(NamedTuple):
    """Hashes of what was forgotten."""

    uris: frozenset[str] = frozenset()
    contents: frozenset[str] = frozenset()
    blobs: frozenset[str] = frozenset()

    def refuses(self, source: Source) -> bool:
        """Tell whether an article was forgotten, by its address or by what it says."""
        if not self.uris and not self.contents:
            return False
        return content_hash(source.uri.encode()) in self.uris or (
            source.content_sha256 in self.contents
        )

    def refuses_file(self, uri: str, blob_sha256: str) -> bool:
        """Tell whether a file was forgotten as a whole."""
        return blob_sha256 in self.blobs or content_hash(uri.encode()) in self.uris


class Forgetting(NamedTuple):
    """An act of forgetting; see the comments of the table `forgettings`."""

    forgetting_id: UUID
    made_at: datetime
    """UTC, without a zone."""
    made_by: str
    note: str | None
    documents: int
    reports: int
    event_versions: int
    blocks: bool
    """Whether it keeps anything from being taken in again."""


def read_tombstones(settings: Settings) -> Tombstones:
    """Return what the published snapshot says was forgotten.

    Nothing where it is missing, damaged or of an earlier release: the load asks the warehouse.
    """
    try:
        with home_of(settings).open_published() as connection:
            return blocking(connection)
    except (duckdb.Error, SitrepError):
        return Tombstones()


def blocking(connection: duckdb.DuckDBPyConnection) -> Tombstones:
    """Return what is not to be taken in again.

    Raises:
        duckdb.CatalogException: the file is of a release that could not forget.
    """
    found = connection.execute(_BLOCKING).fetchall()
    kinds = {kind: frozenset(sha for each, sha in found if each == kind) for kind, _ in found}
    nothing: frozenset[str] = frozenset()
    return Tombstones(*(kinds.get(kind, nothing) for kind in ("uri", "content", "blob")))


def forgettings(connection: duckdb.DuckDBPyConnection) -> list[Forgetting]:
    """Return all acts of forgetting, the oldest first."""
    return [Forgetting(*row) for row in connection.execute(_FORGETTINGS).fetchall()]


def put_tombstones(
    connection: duckdb.DuckDBPyConnection, given: Tombstones, forgetting_id: UUID, *, blocks: bool
) -> None:
    """Set tombstones, in place of earlier ones for the same."""
    for kind, hashes in zip(("uri", "content", "blob"), given, strict=True):
        for sha256 in sorted(hashes):
            key = content_uuid("tombstone", (kind, sha256))
            connection.execute("DELETE FROM tombstones WHERE tombstone_id = $1", [key])
            connection.execute(
                "INSERT INTO tombstones (tombstone_id, kind, sha256, forgetting_id, blocks)"
                " VALUES ($1, $2, $3, $4, $5)",
                [key, kind, sha256, forgetting_id, blocks],
            )


def lift(connection: duckdb.DuckDBPyConnection, given: Tombstones) -> int:
    """Let these be taken in again; return how many tombstones that changed."""
    hashes = [*given.uris, *given.contents, *given.blobs]
    row = connection.execute(
        "UPDATE tombstones SET blocks = false WHERE blocks AND forgetting_id IN ("
        " SELECT forgetting_id FROM tombstones WHERE sha256 IN (SELECT unnest($1::VARCHAR[])))",
        [hashes],
    ).fetchone()
    return int(row[0]) if row else 0
