"""Which rows and columns of a table or view leave."""

import re
from datetime import date
from typing import NamedTuple

import duckdb
import pyarrow as pa

from schemas.event import EventType
from warehouse.catalog import Column, Relation
from warehouse.export.errors import ExportError

ROWS = 10_000
"""Rows held in memory at a time."""
_TEXT_TYPES = re.compile(r"\b(UUID|JSON)\b")
_EVENTS = """
event_id IN (
    SELECT e.event_id
    FROM current_events AS e
    WHERE ($type::VARCHAR IS NULL OR e.type = $type)
      AND ($first::DATE IS NULL OR coalesce(e.date_end, e.first_published) >= $first)
      AND ($last::DATE IS NULL OR coalesce(e.date_start, e.first_published) <= $last)
      AND ($country::VARCHAR IS NULL OR e.country = $country OR e.event_id IN (
        SELECT a.event_id FROM event_actors AS a
        WHERE a.country = $country AND a.replaced_by_run IS NULL
      ))
)
"""


class Narrowing(NamedTuple):
    """What rows are of: events of a type, a country, a period."""

    first: date | None = None
    """First day of the period."""
    last: date | None = None
    """Last day of the period."""
    country: str | None = None
    """Code of the place or of somebody who takes part."""
    type: EventType | None = None

    def __bool__(self) -> bool:
        """Tell whether anything is asked for."""
        return any(each is not None for each in self)


def rows(
    connection: duckdb.DuckDBPyConnection, relation: Relation, narrowing: Narrowing
) -> pa.RecordBatchReader:
    """Return the rows in an order that follows from them alone.

    Ids and JSON are text, huge integers plain ones: types that every reader of the formats knows.
    An event is in a period that its date touches or, where it has none, its first report.

    Raises:
        ExportError: rows of something else than events are to be narrowed.
    """
    if narrowing and not relation.has("event_id"):
        raise ExportError(
            f"{relation.name} has no event_id, so it cannot be narrowed to a period, country or"
            " type: name other views, or export it whole"
        )
    columns = ", ".join(_portable(column) for column in relation.columns)
    query = f"SELECT {columns} FROM {relation.name}"  # noqa: S608
    if narrowing:
        query += f" WHERE {_EVENTS}"
    found = connection.execute(
        f"FROM ({query}) ORDER BY ALL",
        narrowing._asdict() if narrowing else None,
    )
    return found.to_arrow_reader(ROWS)


def portable(column: Column) -> str:
    """Return the type, in DuckDB's words, in which a column leaves."""
    return _TEXT_TYPES.sub("VARCHAR", column.type).replace("HUGEINT", "BIGINT")


def _portable(column: Column) -> str:
    kind = portable(column)
    name = f'"{column.name}"'
    return name if kind == column.type else f"{name}::{kind} AS {name}"
