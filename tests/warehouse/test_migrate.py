import re

import duckdb
import pytest

from warehouse.migrate import (
    Migration,
    MigrationChangedError,
    WarehouseTooNewError,
    migrate,
    shipped,
)
from warehouse.names import KEYS

in_a_file = pytest.mark.parametrize("template", ["file"], indirect=True)
"""Asked of DuckDB's own catalog; `lake/test_lake.py` holds a lake's tables to those of a file."""
FORBIDDEN = re.compile(
    r"\b(PRIMARY\s+KEY|UNIQUE|CHECK|ENUM|INDEX|SEQUENCE|GENERATED|REFERENCES)\b", re.IGNORECASE
)


def test_migrations_are_numbered_without_gaps() -> None:
    assert [each.number for each in shipped()] == list(range(1, len(shipped()) + 1))


@pytest.mark.parametrize("migration", shipped(), ids=lambda each: each.name)
def test_ddl_is_what_both_homes_take(migration: Migration) -> None:
    statements = re.sub(r"'[^']*'|--[^\n]*", "", migration.sql)
    assert FORBIDDEN.findall(statements) == []


@in_a_file
def test_every_table_view_and_column_has_a_comment(warehouse) -> None:
    bare = """
        SELECT table_name FROM duckdb_tables() WHERE comment IS NULL AND NOT temporary
        UNION ALL SELECT view_name FROM duckdb_views() WHERE comment IS NULL AND NOT internal
        UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns()
        WHERE comment IS NULL AND NOT internal
    """
    assert warehouse.column(bare) == []


@in_a_file
def test_every_table_has_a_key(warehouse) -> None:
    tables = warehouse.column("SELECT table_name FROM duckdb_tables() WHERE NOT temporary")
    assert sorted(tables) == sorted(KEYS)


def test_migrating_again_does_nothing() -> None:
    connection = duckdb.connect()
    assert migrate(connection) == len(shipped())
    before = connection.execute("FROM migrations ORDER BY number").fetchall()
    assert migrate(connection) == 0
    assert connection.execute("FROM migrations ORDER BY number").fetchall() == before


def test_a_migration_that_fails_leaves_nothing() -> None:
    broken = Migration(2, "broken", "CREATE TABLE half (a INTEGER); SELECT no_such_column")
    connection = duckdb.connect()
    with pytest.raises(duckdb.Error):
        migrate(connection, [*shipped()[:1], broken])
    tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    assert ("half",) not in tables
    assert connection.execute("SELECT max(number) FROM migrations").fetchall() == [(1,)]


def test_a_changed_migration_is_refused() -> None:
    connection = duckdb.connect()
    migrate(connection)
    first, *rest = shipped()
    changed = [first._replace(sql=first.sql + "\n"), *rest]
    with pytest.raises(MigrationChangedError, match=r"0001 \(spine\).*add a new migration"):
        migrate(connection, changed)


def test_a_newer_warehouse_is_refused() -> None:
    connection = duckdb.connect()
    later = Migration(len(shipped()) + 1, "later", "CREATE TABLE later (a INTEGER)")
    migrate(connection, [*shipped(), later])
    with pytest.raises(WarehouseTooNewError, match=r"later.*install the release"):
        migrate(connection)


def test_views_follow_a_migration() -> None:
    connection = duckdb.connect()
    migrate(connection)
    wider = Migration(
        len(shipped()) + 1,
        "wider",
        "ALTER TABLE reports ADD COLUMN mood VARCHAR;"
        "COMMENT ON COLUMN reports.mood IS 'How it went'",
    )
    migrate(connection, [*shipped(), wider])
    described = connection.execute("DESCRIBE current_reports").fetchall()
    assert "mood" in [row[0] for row in described]
