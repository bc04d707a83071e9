"""Warehouses of every earlier schema, with rows, brought up to date."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import pytest

from warehouse.migrate import migrate, shipped
from warehouse.reference import TABLES

ROWS = 25


def _value(kind: str, chance: random.Random) -> Any:
    """Make a value of a column's type."""
    if kind.endswith("[]"):
        return [_value(kind[:-2], chance) for _ in range(chance.randrange(4))]
    made: dict[str, Callable[[], Any]] = {
        "UUID": lambda: UUID(int=chance.getrandbits(128)),
        "VARCHAR": lambda: f"“{chance.getrandbits(40):x}” O'Brien\n",
        "JSON": lambda: f'{{"a": {chance.randrange(9)}}}',
        "INTEGER": lambda: chance.randrange(2**31),
        "UINTEGER": lambda: chance.randrange(2**32),
        "BIGINT": lambda: chance.randrange(2**63),
        "DOUBLE": chance.random,
        "BOOLEAN": lambda: chance.random() < 0.5,
        "DATE": lambda: date(1990, 1, 1) + timedelta(days=chance.randrange(20_000)),
        "TIMESTAMP": lambda: datetime(2020, 1, 1) + timedelta(seconds=chance.randrange(10**8)),
    }
    return made[kind]()


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in connection.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns()"
        " JOIN duckdb_tables() USING (table_name) WHERE NOT duckdb_columns.internal ORDER BY ALL"
    ).fetchall():
        if table not in {"migrations", *TABLES}:
            found.setdefault(table, []).append((column, kind))
    return found


def _fill(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[Any, ...]]]:
    chance = random.Random(5)
    held = {}
    for table, columns in _columns(connection).items():
        names = ", ".join(name for name, _ in columns)
        marks = ", ".join("?" for _ in columns)
        for _ in range(ROWS):
            row = [_value(kind, chance) for _, kind in columns]
            connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", row)
        held[table] = _rows(connection, table, names)
    return held


def _rows(connection: duckdb.DuckDBPyConnection, table: str, names: str) -> list[tuple[Any, ...]]:
    return sorted(connection.execute(f"SELECT {names} FROM {table}").fetchall(), key=repr)


@pytest.mark.parametrize("version", range(1, len(shipped()) + 1))
def test_nothing_is_lost_on_the_way_from_an_earlier_schema(
    version: int, tmp_path: Path, record: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.duckdb"
    with duckdb.connect(path) as connection:
        monkeypatch.setattr("warehouse.migrate._refresh_views", lambda *_, **__: None)
        assert migrate(connection, shipped()[:version]) == version
        before = {table: [name for name, _ in each] for table, each in _columns(connection).items()}
        held = _fill(connection)
        monkeypatch.undo()
    with duckdb.connect(path) as connection:
        assert migrate(connection) == len(shipped()) - version
        for table, rows in held.items():
            assert len(rows) == ROWS
            assert _rows(connection, table, ", ".join(before[table])) == rows, table
        for (view,) in connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal"
        ).fetchall():
            connection.execute(f"FROM {view}").fetchall()
    record(
        f"Warehouse of schema {version}",
        f"{len(held)} tables with {ROWS} rows each, migrated to schema {len(shipped())}",
        1,
    )
