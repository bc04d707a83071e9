"""Backups: all of the data folder that cannot be made anew, in one verified file."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from uuid import uuid4

from schemas.errors import SitrepError
from schemas.settings import Settings
from tasks.exclusive import exclusive
from tasks.stewardship.archive import ArchiveWriter, Manifest, verify
from tasks.stewardship.kept import KEEPING, STAMP
from warehouse.connection import WarehouseLockedError
from warehouse.home import home_of
from warehouse.inventory import blobs_of, check, last_migration
from warehouse.snapshot import copy_database

LEFT_OUT = frozenset({"staging", "tmp", "prefect", "snapshots", "raw", "run.lock", KEEPING})
"""What is made anew, belongs to a process, or is taken care of by itself."""
SUFFIX = ".tar"
"""What has it names a file; another name is a folder's, unless there is such a file."""
ON_A_LAKE = (
    "the warehouse is on a lake: back up its catalog (`pg_dump`) first and then its files, or use"
    " what the server and the store offer for that; docs/scale.md says how"
)


class BackupRefusedError(SitrepError):
    """A backup cannot be written as asked."""


def backup(
    settings: Settings, target: Path, now: datetime | None = None, patience: float = 60.0
) -> tuple[Path, Manifest]:
    """Write a backup and verify it by reading it back; return its path and manifest.

    May be made while a run is at work: the warehouse is copied between two transactions. If a load
    holds it for longer than `patience` seconds, the last snapshot is taken, which is the warehouse
    as it was published. The file appears under its name only once it is verified.

    Args:
        settings: where the data folder is.
        target: a file `….tar` that does not exist, or a folder, there or not, in which the file is
            named by the time.
        now: time of the backup.
        patience: seconds to wait for a load to end.

    Raises:
        BackupRefusedError: the target exists, lies in the data folder, or nothing was loaded yet;
            or the warehouse is on a lake.
        DataFolderBusyError: something is being removed or another backup is being made.
        WarehouseDamagedError: the warehouse cannot be read whole; no backup is made of it.
    """
    now = now or datetime.now(UTC)
    path = _target(settings, target, now)
    draft = path.with_name(f".{path.name}.{uuid4().hex}")
    copied = settings.data / f".restore-{uuid4().hex}.duckdb"
    with exclusive(settings, KEEPING):
        try:
            from_snapshot = _copy(settings, copied, patience)
            manifest = _write(settings, draft, copied, now, from_snapshot=from_snapshot)
            verify(draft)
            draft.rename(path)
        finally:
            copied.unlink(missing_ok=True)
            draft.unlink(missing_ok=True)
    return path, manifest


def _target(settings: Settings, target: Path, now: datetime) -> Path:
    name = f"sitrep-{now.astimezone(UTC):{STAMP}}{SUFFIX}"
    a_file = target.is_file() or (target.suffix == SUFFIX and not target.is_dir())
    path = target if a_file else target / name
    if path.exists():
        raise BackupRefusedError(f"{path} exists; name another file, or a folder")
    if settings.data.resolve() in path.resolve().parents:
        raise BackupRefusedError(f"{path} lies in the data folder; name a place outside of it")
    if not home_of(settings).in_one_file:
        raise BackupRefusedError(ON_A_LAKE)
    if not settings.database.exists():
        raise BackupRefusedError(f"there is no warehouse in {settings.data} yet")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _copy(settings: Settings, copied: Path, patience: float) -> bool:
    """Copy the warehouse; tell whether it had to be the snapshot."""
    try:
        copy_database(settings, copied, patience)
    except WarehouseLockedError:
        if not settings.snapshot.exists():
            raise
        shutil.copyfile(settings.snapshot, copied)
        return True
    return False


def _write(
    settings: Settings, draft: Path, copied: Path, now: datetime, *, from_snapshot: bool
) -> Manifest:
    rows = check(copied)
    named = blobs_of(copied)
    writer = ArchiveWriter(draft)
    try:
        for path in _others(settings):
            writer.add(path.relative_to(settings.data).as_posix(), path)
        present = {path.name: path for path in sorted(settings.raw.glob("[0-9a-f][0-9a-f]/*"))}
        for path in present.values():
            writer.add(path.relative_to(settings.data).as_posix(), path)
        writer.add(settings.database.name, copied)
        manifest = Manifest(
            made_at=now,
            release=version("sitrep"),
            migrations=last_migration(copied),
            from_snapshot=from_snapshot,
            rows=rows,
            missing_blobs=len(named - present.keys()),
            entries=tuple(writer.entries),
        )
        writer.close(manifest)
    finally:
        writer.abandon()
    return manifest


def _others(settings: Settings) -> Iterator[Path]:
    """Give what else lies in the data folder: state of sources, files of the user."""
    passed_over = LEFT_OUT | {settings.database.name, settings.snapshot.name}
    for top in sorted(settings.data.iterdir()):
        if top.name in passed_over or top.name.startswith(".") or top.name.endswith(".wal"):
            continue
        found = sorted(top.rglob("*")) if top.is_dir() else [top]
        yield from (path for path in found if path.is_file() and not path.is_symlink())
