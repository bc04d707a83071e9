"""Looking for words in documents and in the evidence of reports."""

from datetime import date
from typing import Any, Literal, NamedTuple

import duckdb

from schemas.errors import SitrepError
from schemas.event import EventType
from warehouse.lake.kind import is_lake

Kind = Literal["documents", "evidence"]
_KEYS: dict[Kind, str] = {"documents": "document_id", "evidence": "report_id"}
_FOUND = """
SELECT f.*, count(*) OVER () AS total
FROM search_{kind}($query) AS f
WHERE ($first::DATE IS NULL OR f.published >= $first)
  AND ($last::DATE IS NULL OR f.published <= $last)
  AND (($type::VARCHAR IS NULL AND $country::VARCHAR IS NULL) OR f.{key} IN (
    SELECT r.{key}
    FROM current_reports AS r
    WHERE ($type IS NULL OR r.type = $type)
      AND ($country IS NULL OR r.country = $country OR r.report_id IN (
        SELECT a.report_id FROM report_actors AS a WHERE a.country = $country
      ))
  ))
ORDER BY f.rank
LIMIT $most
"""
_FORMS = "SELECT coalesce(search.forms_of($1), [])"


ON_A_LAKE = (
    "a lake has no index by words: ask `sitrep sql \"FROM documents WHERE text ILIKE '%word%'\"`,"
    " narrowed by days of publication"
)
TOO_OLD = (
    "this snapshot was published by a release that could not search: `sitrep resolve` publishes it"
    " anew"
)


class SearchMissingError(SitrepError):
    """What is published has no index by words: it is a lake, or of an earlier release."""


class Wanted(NamedTuple):
    """What is looked for, and where."""

    query: str
    """Words; passages with more of them come first."""
    kind: Kind = "documents"
    first: date | None = None
    """First day of publication."""
    last: date | None = None
    """Last day of publication."""
    country: str | None = None
    """Code of a place or of somebody who takes part in what the passage tells."""
    type: EventType | None = None
    """Type of an event that the passage tells."""
    most: int = 10
    """Rows at most."""


class Hits(NamedTuple):
    """What was found."""

    total: int
    """How many there are; `rows` may be fewer."""
    forms: list[str]
    """Words of the texts that answer those of the query, folded."""
    rows: list[dict[str, Any]]
    """Columns of the macro `search_documents` or `search_evidence`, the best first."""


def search(connection: duckdb.DuckDBPyConnection, wanted: Wanted) -> Hits:
    """Return what has the words.

    Raises:
        SearchMissingError: the snapshot has no index.
    """
    query = _FOUND.format(kind=wanted.kind, key=_KEYS[wanted.kind])
    values = wanted._asdict()
    del values["kind"]
    try:
        forms = connection.execute(_FORMS, [wanted.query]).fetchall()[0][0]
        found = connection.execute(query, values)
    except duckdb.CatalogException as error:
        raise SearchMissingError(ON_A_LAKE if is_lake(connection) else TOO_OLD) from error
    columns = [each[0] for each in found.description or ()]
    rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    total = int(rows[0]["total"]) if rows else 0
    for row in rows:
        del row["total"]
    return Hits(total, forms, rows)
