"""A Frictionless data package: a release to cite that stays as it is."""

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import orjson

from warehouse.catalog import Column, Relation
from warehouse.export.formats import write_csv
from warehouse.export.place import new_folder
from warehouse.export.select import Narrowing, portable, rows

SPECIFICATION = "https://datapackage.org/profiles/2.0"
TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "DOUBLE": "number",
    "FLOAT": "number",
    "BIGINT": "integer",
    "INTEGER": "integer",
    "SMALLINT": "integer",
    "TINYINT": "integer",
    "UBIGINT": "integer",
    "UINTEGER": "integer",
    "USMALLINT": "integer",
}
"""DuckDB's type → type of Table Schema; whatever else is JSON."""
CELLS = (
    "In columns of type string, a text that begins with = + - @, a tab, a line break or an"
    " apostrophe, and an empty text, has an apostrophe before it, so that no spreadsheet runs it"
    " as a formula: take one leading apostrophe away to read the text. An empty cell is null."
)
PLACES = {
    "title": "GeoNames, co-ordinates of cities (CC BY 4.0)",
    "path": "https://www.geonames.org",
}


class Release(NamedTuple):
    """What is said of a release as a whole."""

    title: str = "Events read out of news texts by sitrep"
    licence: str | None = None
    """SPDX identifier of the licence under which the publisher gives it."""
    version: str | None = None
    """The publisher's; if there is none, the beginning of a hash of all that it holds."""


def write_package(
    connection: duckdb.DuckDBPyConnection,
    relations: Sequence[Relation],
    narrowing: Narrowing,
    release: Release,
    folder: Path,
) -> None:
    """Write the tables as CSV with `datapackage.json`, the codebook and a README.

    Nothing in it depends on the clock or the machine: the same snapshot gives the same bytes.

    Raises:
        ExportError: the folder is not new, or a view cannot be narrowed so.
    """
    with new_folder(folder) as draft:
        (draft / "data").mkdir()
        resources = [_resource(connection, each, narrowing, draft) for each in relations]
        codebook = files("warehouse.export").joinpath("codebook.md").read_bytes()
        (draft / "codebook.md").write_bytes(codebook)
        descriptor = _descriptor(resources, narrowing, release)
        pretty = orjson.dumps(descriptor, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        (draft / "datapackage.json").write_bytes(pretty)
        (draft / "README.md").write_text(_readme(descriptor), "utf-8", newline="\n")


def _resource(
    connection: duckdb.DuckDBPyConnection, relation: Relation, narrowing: Narrowing, folder: Path
) -> dict[str, Any]:
    path = Path("data") / f"{relation.name}.csv"
    with (folder / path).open("wb") as out:
        write_csv(rows(connection, relation, narrowing), out)
    with (folder / path).open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    return {
        "name": relation.name,
        "type": "table",
        "path": path.as_posix(),
        "description": relation.comment,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": (folder / path).stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": {
            "fields": [_field(column) for column in relation.columns],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    kind = portable(column)
    json = "array" if kind.endswith("[]") else "object"
    field = {"name": column.name, "type": TYPES.get(kind, json), "description": column.comment}
    return field | ({"format": "uuid"} if column.type == "UUID" else {})


def _descriptor(
    resources: Sequence[dict[str, Any]], narrowing: Narrowing, release: Release
) -> dict[str, Any]:
    hashes = "".join(each["hash"] for each in resources)
    licence = release.licence
    asked = {name: value for name, value in narrowing._asdict().items() if value is not None}
    return {
        "$schema": f"{SPECIFICATION}/datapackage.json",
        "name": "sitrep-events",
        "title": release.title,
        "description": f"One CSV file per view; codebook.md says what counts as an event. {CELLS}",
        "version": release.version or hashlib.sha256(hashes.encode()).hexdigest()[:12],
        **({"licenses": [_licence(licence)]} if licence else {}),
        "sources": [PLACES],
        "narrowedTo": asked,
        "madeWith": f"sitrep {version('sitrep')}",
        "resources": list(resources),
    }


def _licence(name: str) -> dict[str, str]:
    return {"name": name, "path": f"https://spdx.org/licenses/{name}.html"}


def _readme(descriptor: dict[str, Any]) -> str:
    licences = ", ".join(each["name"] for each in descriptor.get("licenses", ()))
    narrowed = ", ".join(f"{name} {value}" for name, value in descriptor["narrowedTo"].items())
    files_held = "\n".join(
        f"- `{each['path']}`: {each['description']}" for each in descriptor["resources"]
    )
    return (
        f"# {descriptor['title']}\n\n"
        f"Version {descriptor['version']}, made with {descriptor['madeWith']}.\n"
        f"Licence: {licences or 'none given; ask whoever gave you this'}.\n"
        f"Holds: {narrowed or 'everything'}.\n\n"
        f"Cite as: {descriptor['title']}, version {descriptor['version']}.\n\n"
        f"{files_held}\n\n{CELLS}\n\n"
        "`datapackage.json` (Frictionless Data Package) has the meaning of each column and the"
        " SHA-256 of each file; `codebook.md` says what counts as an event.\n"
    )
