"""What there is to query: tables, views and macros with their comments."""

from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

import duckdb

from warehouse.lake.kind import is_lake
from warehouse.migrate import migrate

Kind = Literal["table", "view", "macro"]
FIRST_FOR_PEOPLE = 30
"""Files under `warehouse/views` from this number on hold the views that are made for people."""
_RELATIONS = """
FROM (
    SELECT schema_name, table_name, 'table' AS kind, comment
    FROM duckdb_tables() WHERE NOT internal
    UNION ALL
    SELECT schema_name, view_name, 'view', comment FROM duckdb_views() WHERE NOT internal
)
ORDER BY schema_name <> 'main', schema_name, kind DESC, table_name
"""
_COLUMNS = """
SELECT schema_name, table_name, column_name, data_type, comment
FROM duckdb_columns() WHERE NOT internal
ORDER BY schema_name, table_name, column_index
"""
_MACROS = """
SELECT function_name, list_filter(parameters, lambda name: name IS NOT NULL), comment
FROM duckdb_functions()
WHERE NOT internal AND function_type = 'table_macro' AND schema_name = 'main'
ORDER BY function_name
"""


class Column(NamedTuple):
    """A column of a table or view."""

    name: str
    type: str
    """As DuckDB names it."""
    comment: str | None


class Relation(NamedTuple):
    """A table or view; or a macro, whose columns are its parameters, without types."""

    name: str
    """With its schema, where that is not the main one."""
    kind: Kind
    comment: str | None
    columns: tuple[Column, ...]

    def has(self, column: str) -> bool:
        """Tell whether it has a column of this name."""
        return any(each.name == column for each in self.columns)


def relations(connection: duckdb.DuckDBPyConnection) -> list[Relation]:
    """Return the views, then the tables, each kind by name; those of other schemas last."""
    found = _relations(connection)
    return _commented(found) if is_lake(connection) else found


def macros(connection: duckdb.DuckDBPyConnection) -> list[Relation]:
    """Return the macros that give tables, by name."""
    found = _macros(connection)
    return _commented(found) if is_lake(connection) else found


def _relations(connection: duckdb.DuckDBPyConnection) -> list[Relation]:
    columns: dict[tuple[str, str], list[Column]] = {}
    for schema, name, column, kind, comment in connection.execute(_COLUMNS).fetchall():
        columns.setdefault((schema, name), []).append(Column(column, kind, comment))
    return [
        Relation(
            name if schema == "main" else f"{schema}.{name}",
            kind,
            comment,
            tuple(columns[schema, name]),
        )
        for schema, name, kind, comment in connection.execute(_RELATIONS).fetchall()
    ]


def _macros(connection: duckdb.DuckDBPyConnection) -> list[Relation]:
    return [
        Relation(name, "macro", comment, tuple(Column(each, "", None) for each in parameters))
        for name, parameters, comment in connection.execute(_MACROS).fetchall()
    ]


def _commented(kept: list[Relation]) -> list[Relation]:
    """Fill in the comments that a lake cannot keep with those that this release gives a file."""
    shipped = _shipped()
    return [_filled(each, shipped[each.name]) if each.name in shipped else each for each in kept]


@cache
def _shipped() -> dict[str, Relation]:
    with duckdb.connect() as connection:
        migrate(connection)
        return {each.name: each for each in (*_relations(connection), *_macros(connection))}


def _filled(kept: Relation, shipped: Relation) -> Relation:
    said = {column.name: column.comment for column in shipped.columns}
    columns = tuple(
        column._replace(comment=column.comment or said.get(column.name)) for column in kept.columns
    )
    return kept._replace(comment=kept.comment or shipped.comment, columns=columns)


def for_people(known: list[Relation]) -> list[Relation]:
    """Return those of the views that are made for people, in the order of their files."""
    views = {each.name: each for each in known if each.kind == "view"}
    names = sorted(file.name for file in files("warehouse").joinpath("views").iterdir())
    parts = (name.removesuffix(".sql").partition("_") for name in names if name.endswith(".sql"))
    chosen = [name for number, _, name in parts if int(number) >= FIRST_FOR_PEOPLE]
    return [views[name] for name in chosen if name in views]
