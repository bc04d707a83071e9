"""The table of places."""

from collections.abc import Iterable
from typing import NamedTuple

import duckdb
import pyarrow as pa

from warehouse.handover import put_table
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


def places_named(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str | None]]:
    """Return each place that a report or event names, with the country given with it."""
    return connection.execute(sql("places_named")).fetchall()


def save_places(connection: duckdb.DuckDBPyConnection, places: Iterable[Located]) -> None:
    """Put these places in place of all that were known."""
    rows = [place._asdict() for place in places]
    put_table(connection, "staged_places", pa.Table.from_pylist(rows, _SCHEMA))
    connection.execute("DELETE FROM places")
    connection.execute("INSERT INTO places BY NAME FROM staged_places")
