"""Which documents are there already."""

from collections.abc import Iterable
from uuid import UUID

import duckdb

from schemas.errors import SitrepError
from schemas.settings import Settings
from warehouse.home import home_of
from warehouse.parameters import id_list

_KNOWN = """
SELECT document_id
FROM documents SEMI JOIN (
    SELECT unnest(string_split(nullif($1, ''), ' '))::UUID AS document_id
) USING (document_id)
WHERE version = $2
"""


def known_documents(settings: Settings, wanted: Iterable[UUID], version: str) -> frozenset[UUID]:
    """Return those of `wanted` that this version of the pipeline has made and published.

    Asked of the snapshot, so that no writer is in the way; what it does not hold yet is made
    again, which changes nothing. So it is with all where the snapshot is damaged or the lake out of
    reach.
    """
    try:
        with home_of(settings).open_published() as connection:
            rows = connection.execute(_KNOWN, [id_list(wanted), version]).fetchall()
    except (duckdb.Error, SitrepError):
        return frozenset()
    return frozenset(row[0] for row in rows)
