"""Which SQL from anybody a lake may be asked.

A file is kept safe by DuckDB's settings: nothing but the snapshot can be reached. Whoever reads a
lake must be allowed to read its folder and its catalog's server, and DuckDB then lets everybody
write to that folder, read rows in it that were deleted, and speak to the server. So every statement
is taken apart by DuckDB's own parser, and may name nothing but the lake's tables, views and macros.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import duckdb

from warehouse.lake.attach import NAME
from warehouse.unavailable import UnsafeStatementError

FUNCTIONS = frozenset(
    {
        "duckdb_columns",
        "duckdb_functions",
        "duckdb_settings",
        "duckdb_tables",
        "duckdb_types",
        "duckdb_views",
        "generate_series",
        "json_each",
        "json_tree",
        "pragma_table_info",
        "pragma_version",
        "range",
        "repeat",
        "repeat_row",
        "summary",
        "unnest",
    }
)
"""Functions that give tables and may be called, besides the macros of the lake."""
CATALOGS = frozenset({"", NAME, "main", "turn", "temp", "information_schema", "pg_catalog"})
"""What may stand before the name of a table."""
_NAME = re.compile(r"\w{0,200}")
_EXPLAIN = re.compile(r"\s*EXPLAIN(\s+ANALYZE)?\b", re.IGNORECASE)
_MACROS = """
SELECT function_name FROM duckdb_functions()
WHERE database_name = current_database() AND function_type = 'table_macro'
"""
_PIVOT = "PIVOT is, as SELECT * FROM (PIVOT … ON … IN (…) USING …)"
_ALLOWED = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}


def check(connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> None:
    """Raise for a statement that could reach more than the lake's rows.

    Raises:
        UnsafeStatementError: it is no question, or asks what is not a table, view or macro of the
            lake; the message names it.
    """
    if statement.type not in _ALLOWED:
        raise UnsafeStatementError(
            f"on a lake only questions are allowed: SELECT, FROM, EXPLAIN; {_PIVOT}"
        )
    tree = _parsed(connection, _EXPLAIN.sub("", statement.query, count=1))
    if tree is None:
        raise UnsafeStatementError(f"on a lake this form is not allowed; {_PIVOT}")
    functions = FUNCTIONS | {row[0] for row in connection.execute(_MACROS).fetchall()}
    for node in _nodes(tree):
        if node.get("type") == "TABLE_FUNCTION":
            _check_function(node["function"], functions)
        elif "table_name" in node and node.get("type") in {"BASE_TABLE", "SHOW_REF"}:
            _check_table(node)


def _parsed(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, Any] | None:
    """Return DuckDB's own reading of a query; None where it gives none."""
    row = connection.execute("SELECT json_serialize_sql($1::VARCHAR)", [query]).fetchone()
    assert row is not None
    try:
        tree: dict[str, Any] = json.loads(row[0])
    except RecursionError:
        return None
    return None if tree["error"] else tree


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _check_function(function: dict[str, Any], allowed: frozenset[str]) -> None:
    name = str(function.get("function_name", "")).lower()
    if name not in allowed:
        raise UnsafeStatementError(f"on a lake the function {name!r} is not allowed")


def _check_table(node: dict[str, Any]) -> None:
    name = str(node["table_name"]).strip('"')
    before = {str(node.get(part) or "").lower() for part in ("catalog_name", "schema_name")}
    if not _NAME.fullmatch(name) or name.startswith("__ducklake") or before - CATALOGS:
        raise UnsafeStatementError(f"on a lake {name!r} is not allowed: not one of its tables")
