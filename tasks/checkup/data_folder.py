"""Whether the data folder has room, and whether the database in it is sound."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb

from schemas.errors import SitrepError
from schemas.settings import Settings
from tasks.checkup.finding import Finding, Level
from tasks.presence import vanished
from warehouse.content import duplicates
from warehouse.home import home_of
from warehouse.lake.attach import LakeUnreachableError
from warehouse.query import connect_snapshot
from warehouse.soundness import loose_spans, missing_tables, orphans
from warehouse.unavailable import SnapshotMissingError

COPIES = 3
"""Sizes of the warehouse that must be free: a load may double it, a snapshot is a copy."""
LEAST = 1024**3
"""Bytes that must be free at least."""
RESTORE = "restore a backup, or move the data folder away and run again over the raw store"


def check_disk(settings: Settings) -> Iterator[Finding]:
    """Tell whether the data folder can be written to, and holds what the next runs need."""
    folder = settings.data
    if not folder.exists():
        todo = "run `sitrep run` first, or name the folder with --data"
        yield Finding("disk", Level.WARNING, f"there is no data folder at {folder} yet", todo)
        return
    yield _writable(folder)
    yield _room(settings)
    if gone := vanished(settings):
        says = f"{len(gone)} runs were killed and not yet called crashed"
        yield Finding("runs", Level.WARNING, says, "the next run does it; or restart sitrep serve")


def _writable(folder: Path) -> Finding:
    probe = folder / ".doctor"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        todo = f"give this user the right to write in {folder}, and room for it"
        return Finding("folder", Level.ERROR, f"{folder} cannot be written to ({error})", todo)
    return Finding("folder", Level.OK, str(folder.resolve()))


def _room(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.data).free
    size = settings.database.stat().st_size if settings.database.exists() else 0
    needed = max(COPIES * size, LEAST)
    says = f"{free / 1e9:,.1f} GB free"
    if size:
        says += f", the warehouse takes {size / 1e6:,.0f} MB"
    if free >= needed:
        return Finding("disk", Level.OK, says)
    level = Level.ERROR if free < max(size, LEAST // 4) else Level.WARNING
    return Finding("disk", level, says, f"make room: {needed / 1e9:,.1f} GB should be free")


def check_database(settings: Settings) -> Iterator[Finding]:
    """Tell whether the published snapshot holds together."""
    name = home_of(settings).published_name()
    try:
        with connect_snapshot(settings) as connection:
            yield from _soundness(connection)
    except SnapshotMissingError:
        says = f"nothing is published at {name} yet"
        yield Finding("database", Level.WARNING, says, "run `sitrep run`")
    except LakeUnreachableError as error:
        yield Finding("database", Level.ERROR, str(error), "start its server, or mend the setting")
    except (duckdb.Error, SitrepError, OSError) as error:
        said = str(error).splitlines()[0]
        yield Finding("database", Level.ERROR, f"{name}: {said}", RESTORE)


def _soundness(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    if missing := missing_tables(connection):
        todo = "run `sitrep run` once with this release: it brings the schema up to date"
        says = f"tables are missing: {', '.join(missing)}"
        yield Finding("schema", Level.ERROR, says, todo)
        return
    report = f"{RESTORE}; and please report it"
    twice = duplicates(connection)
    says = ", ".join(f"{rows} rows too many in {table}" for table, rows in sorted(twice.items()))
    yield _sound("keys", says or "every key is unique", report, sound=not twice)
    lost = orphans(connection)
    says = ", ".join(
        f"{each.rows} rows of {each.table} have a {each.column} that is not in {each.parent}"
        for each in lost
    )
    yield _sound("references", says or "every row's references are there", report, sound=not lost)
    loose = loose_spans(connection)
    says = f"{loose} spans do not hold their quote" if loose else "every span holds its quote"
    yield _sound("spans", says, report, sound=not loose)


def _sound(check: str, says: str, todo: str, *, sound: bool) -> Finding:
    return Finding(check, Level.OK if sound else Level.ERROR, says, "" if sound else todo)
