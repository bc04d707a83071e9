"""Empty warehouses in either home, ready to be copied for each test."""

import shutil
import sqlite3
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import duckdb
import pytest

from benchmarks.servers.postgresql import PostgreSQL, is_installed
from schemas.settings import Settings
from warehouse.connection import writer
from warehouse.home import home_of

MOVE = "UPDATE ducklake_metadata SET value = '{}' WHERE key = 'data_path'"
POSTGRESQL = pytest.param(
    "postgresql",
    marks=[
        pytest.mark.lake,
        pytest.mark.skipif(not is_installed(), reason="PostgreSQL is not installed"),
    ],
)
"""A parameter of fixtures: the home is a lake with its catalog in PostgreSQL."""


class Template(Protocol):
    """An empty warehouse that was brought up to date once."""

    def copy(self, data: Path) -> Settings:
        """Make a data folder with a copy of its own."""


class FileTemplate:
    """In a file of the data folder."""

    def __init__(self, folder: Path) -> None:
        self._made = _made(Settings(data=folder))

    def copy(self, data: Path) -> Settings:
        made = Settings(data=data)
        made.data.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self._made.database, made.database)
        return made


class SqliteTemplate:
    """On a lake whose catalog is a file of SQLite."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        _made(on_sqlite(folder))

    def copy(self, data: Path) -> Settings:
        shutil.copytree(self._folder, data, dirs_exist_ok=True)
        with sqlite3.connect(data / "catalog.sqlite") as catalog:
            catalog.execute(MOVE.format(f"{(data / 'lake').resolve()}/"))
        catalog.close()
        return on_sqlite(data)


class PostgreSQLTemplate:
    """On a lake whose catalog is a database of PostgreSQL; each copy has one of its own."""

    def __init__(self, folder: Path, server: PostgreSQL) -> None:
        self._folder, self._server, self._name = folder, server, f"template{uuid4().hex}"
        server.execute(f"CREATE DATABASE {self._name}")
        _made(self._on(self._name, folder))

    def copy(self, data: Path) -> Settings:
        name = f"copy{uuid4().hex}"
        shutil.copytree(self._folder, data, dirs_exist_ok=True)
        self._server.execute(f"CREATE DATABASE {name} TEMPLATE {self._name} STRATEGY file_copy")
        self._server.execute(MOVE.format(f"{(data / 'lake').resolve()}/"), name)
        return self._on(name, data)

    def _on(self, name: str, data: Path) -> Settings:
        return Settings(data=data, warehouse=f"ducklake:{self._server.url(name)}")


def on_sqlite(data: Path, **fields: object) -> Settings:
    return Settings(data=data, warehouse=f"ducklake:sqlite:{data / 'catalog.sqlite'}", **fields)


def _made(settings: Settings) -> Settings:
    with writer(settings):
        pass
    return settings


def lake_template(request: pytest.FixtureRequest, folder: Path, catalog: str) -> Template:
    """Return an empty lake with its catalog in `sqlite` or `postgresql`."""
    if catalog == "sqlite":
        return SqliteTemplate(folder)
    return PostgreSQLTemplate(folder, request.getfixturevalue("postgresql_server"))


def connect(settings: Settings) -> duckdb.DuckDBPyConnection:
    """Open a warehouse to write, as it is, for as long as a test likes."""
    connection = home_of(settings).open_to_write(0)
    connection.execute("SET threads = 1")
    return connection
