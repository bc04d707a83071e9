"""Which documents another version of the pipeline made."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

import duckdb

from warehouse.statements import sql


class Period(NamedTuple):
    """Which documents: of a time of publication, of a publisher; None for all."""

    first: date | None = None
    last: date | None = None
    source: str | None = None
    """Pattern of LIKE for the publisher or the address, whatever its case."""


class OutdatedFile(NamedTuple):
    """A file whose bytes hold documents that another version made."""

    file_uri: str
    blob_sha256: str
    documents: list[UUID]


def outdated_files(
    connection: duckdb.DuckDBPyConnection, version: str, period: Period
) -> list[OutdatedFile]:
    """Return the files with current documents that are not of `version`."""
    found = connection.execute(sql("outdated"), [version, *period])
    return [OutdatedFile(*row) for row in found.fetchall()]


def outdated_parts(
    connection: duckdb.DuckDBPyConnection, version: str, period: Period
) -> list[tuple[str, str, int]]:
    """Return part, version and the number of such documents that were made with it."""
    return connection.execute(sql("outdated_parts"), [version, *period]).fetchall()
