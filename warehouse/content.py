"""Whether two warehouses hold the same, and whether one is sound."""

from collections.abc import Iterable

import duckdb

from warehouse.names import CONTENT, KEYS, VERSIONED


def fingerprint(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return table → hash of its rows, whatever their order.

    Run ids and clock times, in which equal warehouses may differ, are left out: of a run id only
    whether it is set counts. So `runs` and `migrations` have no part in it. Of tables that keep
    what held before, what holds now counts.
    """
    return {table: _hash(connection, table) for table in sorted(CONTENT)}


def duplicates(
    connection: duckdb.DuckDBPyConnection, tables: Iterable[str] = KEYS
) -> dict[str, int]:
    """Return table → number of surplus rows for each table whose key is not unique."""
    surplus = {}
    for table in KEYS.keys() & set(tables):
        key = KEYS[table]
        columns = ", ".join(key)
        row = connection.execute(
            f"SELECT count(*) - count(DISTINCT ({columns})) FROM {table}"  # noqa: S608
        ).fetchone()
        if row and row[0]:
            surplus[table] = int(row[0])
    return surplus


def _hash(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    described = connection.execute(f"DESCRIBE {table}").fetchall()
    columns = ", ".join(
        f"{name} IS NULL" if _is_run(name, kind) else name
        for name, kind, *_ in sorted(described)
        if kind != "TIMESTAMP"
    )
    valid = " WHERE replaced_by_run IS NULL" if table in VERSIONED else ""
    rows, total = connection.execute(
        f"SELECT count(*), sum(hash({columns})::HUGEINT) FROM {table}{valid}"  # noqa: S608
    ).fetchall()[0]
    return f"{rows}:{total or 0:x}"


def _is_run(name: str, kind: str) -> bool:
    return kind == "UUID" and (name.endswith("_run") or name == "run_id")
