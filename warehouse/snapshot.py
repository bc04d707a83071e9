"""What analysts open: a copy of the warehouse with an index by words, replaced as a whole."""

import os
import shutil
from pathlib import Path
from uuid import uuid4

import duckdb

from schemas.settings import Settings
from warehouse.connection import PATIENCE, writer
from warehouse.resources import resources
from warehouse.search_index import index, is_indexed


def write_snapshot(settings: Settings, patience: float = PATIENCE) -> Path:
    """Bring the snapshot to the state of the warehouse and return its path.

    Readers that have the old snapshot open keep it, whole and unchanged, until they close it; no
    reader can delay this. Does nothing if the warehouse has not changed since the last time.

    Raises:
        WarehouseLockedError: another process held the warehouse for `patience` seconds.
    """
    if not _is_current(settings):
        draft = settings.snapshot.with_name(f".{settings.snapshot.name}.{uuid4().hex}")
        try:
            copy_database(settings, draft, patience)
            _index(settings, draft)
            draft.rename(settings.snapshot)
        finally:
            draft.unlink(missing_ok=True)
            log_of(draft).unlink(missing_ok=True)
    return settings.snapshot


def _is_current(settings: Settings) -> bool:
    """Tell whether the snapshot has the time of the warehouse and an index of this release."""
    database, snapshot = settings.database, settings.snapshot
    if not (database.exists() and snapshot.exists()) or log_of(database).exists():
        return False
    if database.stat().st_mtime_ns != snapshot.stat().st_mtime_ns:
        return False
    return is_indexed(snapshot)


def _index(settings: Settings, draft: Path) -> None:
    """Make the index by words in the draft, which nobody else knows of; its time stays."""
    changed = draft.stat().st_mtime_ns
    earlier = settings.snapshot if settings.snapshot.exists() else None
    with duckdb.connect(draft, config=resources(settings)) as connection:
        index(connection, earlier)
        connection.execute("CHECKPOINT")
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    os.utime(draft, ns=(changed, changed))


def copy_database(settings: Settings, draft: Path, patience: float) -> None:
    """Copy the warehouse while this process holds it, so that nobody writes meanwhile.

    The lock belongs to the process and the file: closing any handle on the file gives it up.
    So the handle that is copied from is opened before the connection and closed after it.
    """
    if not settings.database.exists():
        with writer(settings, patience):
            pass
    with settings.database.open("rb") as source, draft.open("wb") as target:
        with writer(settings, patience) as connection:
            connection.execute("CHECKPOINT")
            shutil.copyfileobj(source, target, 1024**2)
            target.flush()
            os.fsync(target.fileno())
            then = os.fstat(source.fileno()).st_mtime_ns
        now = os.fstat(source.fileno()).st_mtime_ns
    if then == now:
        os.utime(draft, ns=(now, now))


def log_of(database: Path) -> Path:
    """Where DuckDB keeps what is committed and not yet in the file."""
    return database.with_name(f"{database.name}.wal")
