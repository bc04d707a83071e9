"""Tables of codes, filled from the data files beside the code."""

import csv
import io
from importlib.resources import files

import duckdb
import pyarrow as pa
from pydantic import ValidationError

from schemas.base import Record
from schemas.errors import SitrepError
from schemas.reference import CameoRow, CountryRow, EventCodeRow
from warehouse.countries import country_names
from warehouse.handover import put_table

TABLES: dict[str, type[Record]] = {
    "countries": CountryRow,
    "cameo_codes": CameoRow,
    "event_codes": EventCodeRow,
}
"""Table → what a row of its file `warehouse/data/<table>.csv` is."""


class ReferenceError(SitrepError):
    """A data file of codes does not hold what it should."""


def reference_text(table: str) -> str:
    """Return the data file of a table as it is written."""
    return files("warehouse").joinpath("data", f"{table}.csv").read_text("utf-8")


def read_reference(table: str) -> list[Record]:
    """Return the rows of a table's data file, each checked; empty cells are null.

    Raises:
        ReferenceError: a row does not fit; the message names file, line and field.
    """
    rows = []
    for line, cells in enumerate(csv.DictReader(io.StringIO(reference_text(table))), 2):
        given = {name: value for name, value in cells.items() if value}
        try:
            rows.append(TABLES[table].model_validate_strings(given))
        except ValidationError as error:
            fault = error.errors()[0]
            where = ".".join(map(str, fault["loc"]))
            raise ReferenceError(
                f"warehouse/data/{table}.csv, line {line}, {where}: {fault['msg']}"
            ) from error
    return rows


def fill_reference(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the data files, and the names of countries, in place of what the tables hold."""
    names = country_names()
    for table in TABLES:
        rows = [row.model_dump() for row in read_reference(table)]
        for row in rows:
            if table == "countries":
                row["name"] = names[row["code"]]
        put_table(connection, f"staged_{table}", pa.Table.from_pylist(rows))
        connection.execute(f"DELETE FROM {table}")  # noqa: S608
        connection.execute(f"INSERT INTO {table} BY NAME FROM staged_{table}")
        connection.execute(f"DROP TABLE staged_{table}")
