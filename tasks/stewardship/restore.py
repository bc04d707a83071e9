"""Bringing back what a backup or a snapshot holds."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import duckdb

from schemas.errors import SitrepError
from schemas.settings import Settings
from tasks.exclusive import exclusive
from tasks.ingest import RawStore
from tasks.staging import clear
from tasks.stewardship.archive import BackupDamagedError, unpack
from tasks.stewardship.backup import ON_A_LAKE
from tasks.stewardship.forget import Wish, forget_on
from tasks.stewardship.kept import KEEPING, dated_snapshots
from warehouse.carry import carry_over, forgotten_uris
from warehouse.compact import compact
from warehouse.connection import writer
from warehouse.damage import WarehouseDamagedError
from warehouse.forget import find_forgettable
from warehouse.home import home_of
from warehouse.inventory import check
from warehouse.migrate import migrate
from warehouse.publish import publish


class RestoreRefusedError(SitrepError):
    """Nothing was restored; the message says why."""


class Restored(NamedTuple):
    """What came back."""

    source: Path
    rows: dict[str, int]
    """Table → rows."""
    forgotten: int
    """Documents that the source held and that were forgotten since; they did not come back."""


def restore(settings: Settings, source: Path, *, force: bool = False) -> Restored:
    """Bring back a backup: warehouse, raw store and state, then publish a snapshot.

    All is unpacked beside what there is, compared with the manifest and read before anything is
    replaced; the last step, one rename, puts the warehouse in its place. Bytes that the raw store
    has beyond the backup stay.

    Raises:
        RestoreRefusedError: there is a warehouse, and `force` is not given.
        BackupDamagedError: the backup is not whole; nothing was changed.
        DataFolderBusyError, WarehouseLockedError: somebody is at work in the data folder.
    """
    with _unpacking(settings, force) as folder:
        manifest = unpack(source, folder)
        rows = check(folder / settings.database.name)
        if rows != manifest.rows:
            raise BackupDamagedError(source, f"holds rows {rows}, not {manifest.rows}")
        return _put(settings, folder, source, rows)


def restore_snapshot(
    settings: Settings, name: str | None = None, *, force: bool = False
) -> Restored:
    """Make a snapshot the warehouse: the one of that name, or the newest that can be read.

    What was loaded after it is read again by the next run, from the files.

    Raises:
        RestoreRefusedError: there is none, none can be read, or there is a warehouse that can be
            read and `force` is not given.
    """
    with _unpacking(settings, force or not _readable(settings.database)) as folder:
        target = folder / settings.database.name
        problems = []
        for source in _snapshots(settings, name):
            shutil.copyfile(source, target)
            try:
                return _put(settings, folder, source, check(target))
            except WarehouseDamagedError:
                problems.append(str(source))
        raise RestoreRefusedError(
            f"no snapshot can be read in {settings.data}"
            + (f" (damaged: {', '.join(problems)})" if problems else "")
            + "; restore a backup"
        )


@contextmanager
def _unpacking(settings: Settings, force: bool) -> Iterator[Path]:
    if not home_of(settings).in_one_file:
        raise RestoreRefusedError(ON_A_LAKE)
    with exclusive(settings), exclusive(settings, KEEPING):
        if settings.database.exists() and not force:
            raise RestoreRefusedError(
                f"{settings.database} exists and can be read; --force replaces it"
            )
        folder = settings.data / f".restore-{uuid4().hex}"
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _readable(database: Path) -> bool:
    if not database.exists():
        return False
    try:
        check(database)
    except WarehouseDamagedError:
        return False
    return True


def _snapshots(settings: Settings, name: str | None) -> list[Path]:
    dated = sorted(dated_snapshots(settings), key=lambda each: each.changed, reverse=True)
    found = [settings.snapshot, *(each.path for each in dated)]
    return [each for each in found if each.exists() and name in (None, each.name, each.stem)]


def _put(settings: Settings, folder: Path, source: Path, rows: dict[str, int]) -> Restored:
    """Put what lies in `folder` in its place; the warehouse last."""
    forgotten = _forget_again(settings, folder)
    _let_go(settings)
    for path in _files(folder):
        inner = path.relative_to(folder)
        target = settings.data / inner
        if inner != Path(settings.database.name) and not _kept_already(target, settings):
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
    (folder / settings.database.name).replace(settings.database)
    clear(settings)
    if forgotten:
        compact(settings)
    settings.snapshot.unlink(missing_ok=True)
    publish(settings)
    return Restored(source, rows, forgotten)


def _files(folder: Path) -> Iterable[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _kept_already(target: Path, settings: Settings) -> bool:
    return settings.raw in target.parents and target.exists()


def _let_go(settings: Settings) -> None:
    """Have nothing left over of the warehouse that is replaced: its log would be taken for ours.

    Raises:
        WarehouseLockedError: somebody has it open.
    """
    log = settings.database.with_name(f"{settings.database.name}.wal")
    if settings.database.exists():
        with suppress(duckdb.Error, WarehouseDamagedError), writer(settings, patience=10) as old:
            old.execute("CHECKPOINT")
    log.unlink(missing_ok=True)


def _forget_again(settings: Settings, folder: Path) -> int:
    """Forget in what comes back what was forgotten here; return how many documents that were."""
    database = folder / settings.database.name
    present = [path for path in (settings.database, settings.snapshot) if path.exists()]
    with duckdb.connect(database) as connection:
        migrate(connection)
        for path in present:
            with suppress(duckdb.Error):
                carry_over(connection, path)
                break
        uris = forgotten_uris(connection)
        if not uris:
            return 0
        found = find_forgettable(connection, uris)
        wish = Wish(tuple(uris), "restore", "forgotten after the backup was made")
        gone = forget_on(connection, wish, found, settings)
    store = RawStore(folder / settings.raw.name)
    for blob in gone.blobs:
        store.drop(blob)
    return len(found.documents)
