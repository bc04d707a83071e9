"""Empty warehouses in either home, ready to be copied for each test."""

import shutil
import sqlite3
from pathlib import Path
from typing import Protocol

import duckdb

from schemas.settings import Settings
from warehouse.connection import writer
from warehouse.home import home_of


class Template(Protocol):
    """An empty warehouse that was brought up to date once."""

    def copy(self, data: Path) -> Settings:
        """Make a data folder with a copy of its own."""


class FileTemplate:
    """In a file of the data folder."""

    def __init__(self, folder: Path) -> None:
        self._made = Settings(data=folder)
        with writer(self._made):
            pass

    def copy(self, data: Path) -> Settings:
        made = Settings(data=data)
        made.data.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self._made.database, made.database)
        return made


class LakeTemplate:
    """On a lake whose catalog is a file of SQLite."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with writer(on_sqlite(folder)):
            pass

    def copy(self, data: Path) -> Settings:
        shutil.copytree(self._folder, data, dirs_exist_ok=True)
        made = on_sqlite(data)
        with sqlite3.connect(data / "catalog.sqlite") as catalog:
            catalog.execute(
                "UPDATE ducklake_metadata SET value = ? WHERE key = 'data_path'",
                [f"{(data / 'lake').resolve()}/"],
            )
        catalog.close()
        return made


def on_sqlite(data: Path, **fields: object) -> Settings:
    return Settings(data=data, warehouse=f"ducklake:sqlite:{data / 'catalog.sqlite'}", **fields)


def connect(settings: Settings) -> duckdb.DuckDBPyConnection:
    """Open a warehouse to write, as it is, for as long as a test likes."""
    connection = home_of(settings).open_to_write(0)
    connection.execute("SET threads = 1")
    return connection
