"""The table of places."""

from collections.abc import Iterable
from typing import NamedTuple

import duckdb
import pyarrow as pa

from warehouse.handover import append_rows
from warehouse.parameters import text_list
from warehouse.statements import sql


class Located(NamedTuple):
    """A place as reports name it, with the country given with it; degrees north and east."""

    name: str
    country: str | None
    latitude: float
    longitude: float


_SCHEMA = pa.schema(
    {
        "name": pa.string(),
        "country": pa.string(),
        "latitude": pa.float64(),
        "longitude": pa.float64(),
    }
)


def unknown_places(
    connection: duckdb.DuckDBPyConnection, named: Iterable[tuple[str, str | None]]
) -> list[tuple[str, str | None]]:
    """Return those of the places, each with the country given with it, that the table lacks."""
    wanted = set(named)
    if not wanted:
        return []
    there = connection.execute(
        "SELECT name, country FROM places"
        " WHERE name IN (SELECT unnest(from_json($1, '[\"VARCHAR\"]')))",
        [text_list(name for name, _ in wanted)],
    )
    return sorted(wanted - set(there.fetchall()), key=str)


def add_places(connection: duckdb.DuckDBPyConnection, places: Iterable[Located]) -> None:
    """Add places that the table lacks."""
    append_rows(connection, "places", [place._asdict() for place in places], _SCHEMA)


def drop_unnamed_places(connection: duckdb.DuckDBPyConnection) -> None:
    """Take out the places that no report or event names as they hold now."""
    connection.execute(sql("places_unnamed"))
