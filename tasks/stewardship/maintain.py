"""Maintenance: what is due is kept as a dated snapshot, what has had its time is removed."""

import os
import shutil
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from schemas.settings import Settings
from tasks.exclusive import exclusive
from tasks.fetch.unread import unread_blobs
from tasks.stewardship.kept import (
    KEEPING,
    STAMP,
    blobs,
    dated_snapshots,
    leftovers,
    read_lists,
    reports,
    size_of,
    staged,
    stored,
)
from tasks.stewardship.retention import Kept, Limits, Removal, removals
from tasks.store import store_of
from warehouse.blobs import named_blobs, read_files
from warehouse.connection import WarehouseMissingError, reader
from warehouse.tombstones import read_tombstones
from warehouse.upkeep import keep_in_order

LEFTOVER_DAYS = 1.0
"""A process that is still at work changes its files more often."""


class Removed(NamedTuple):
    """What of one kind was removed, or would be."""

    area: str
    """raw, lists, reports, staging, store, snapshots or leftovers."""
    reason: str
    number: int
    size: int
    """Bytes."""


class Maintained(NamedTuple):
    """What maintenance did, or would do."""

    removed: tuple[Removed, ...]
    snapshot: Path | None
    """The dated snapshot that was made."""
    compacted: tuple[int, int] | None
    """Bytes of the warehouse before and after it was rewritten."""
    sizes: dict[str, int]
    """What there is afterwards: area → bytes."""

    @property
    def freed(self) -> int:
        """Bytes that were removed."""
        return sum(each.size for each in self.removed)


def maintain(
    settings: Settings,
    now: datetime | None = None,
    *,
    dry_run: bool = False,
    patience: float = 0.0,
) -> Maintained:
    """Do what `settings.retention` asks, or only tell with `dry_run`; safe to repeat at any time.

    Raises:
        DataFolderBusyError: a run is at work in the data folder, longer than `patience` seconds.
        WarehouseLockedError: another process holds the warehouse.
    """
    now = now or datetime.now(UTC)
    with exclusive(settings, patience=patience), exclusive(settings, KEEPING):
        made = _date_snapshot(settings, now, dry_run=dry_run)
        due = plan(settings, now)
        if not dry_run:
            for area, found in due.items():
                _remove_all(area, [removal.kept.path for removal in found], settings)
        rewritten = None if dry_run else keep_in_order(settings)
    return Maintained(tuple(_summed(due)), made, rewritten, sizes(settings))


def plan(settings: Settings, now: datetime) -> dict[str, list[Removal]]:
    """Return what has to go: area → removals."""
    rules = settings.retention
    named, unnamed, read = _by_need(settings)
    forgotten = read_tombstones(settings).blobs
    snapshots = Limits(rules.snapshot_days, rules.snapshot_bytes, rules.snapshots)
    return {
        "raw": [
            *(Removal(each, "forgotten") for each in unnamed if each.path.name in forgotten),
            *_because(
                removals(
                    [each for each in unnamed if each.path.name not in forgotten],
                    Limits(rules.orphan_days),
                    now,
                ),
                "no document rests on it",
            ),
            *removals(named, Limits(rules.raw_days, rules.raw_bytes), now),
        ],
        "lists": removals(read_lists(settings, read), Limits(rules.list_days), now),
        "reports": removals(reports(settings), Limits(rules.report_days), now),
        "staging": removals(staged(settings), Limits(rules.staging_days, rules.staging_bytes), now),
        "store": removals(stored(settings), Limits(rules.staging_days, rules.staging_bytes), now),
        "snapshots": removals(dated_snapshots(settings), snapshots, now),
        "leftovers": removals(leftovers(settings), Limits(LEFTOVER_DAYS), now),
    }


def sizes(settings: Settings) -> dict[str, int]:
    """Return how much there is: area → bytes."""
    there = {"store": sum(each.size for each in stored(settings))} if settings.staging else {}
    return there | {
        "raw": size_of(settings.raw),
        "fetched": size_of(settings.fetched),
        "reports": size_of(settings.reports),
        "staging": size_of(settings.staging_folder),
        "snapshots": size_of(settings.snapshots),
        "warehouse": size_of(settings.database),
        "snapshot": size_of(settings.snapshot),
    }


def _by_need(settings: Settings) -> tuple[list[Kept], list[Kept], Collection[str]]:
    """Return the files of the raw store that warehouse or unread lists name, and the others.

    And the addresses of all files that were read.
    """
    kept = blobs(settings)
    try:
        with reader(settings) as connection:
            named, read = named_blobs(connection), read_files(connection)
    except WarehouseMissingError:
        named, read = frozenset(), frozenset()
    named |= unread_blobs(settings, read)
    return (
        [each for each in kept if each.path.name in named],
        [each for each in kept if each.path.name not in named],
        read,
    )


def _because(found: Iterable[Removal], reason: str) -> list[Removal]:
    return [each._replace(reason=f"{reason}, {each.reason}") for each in found]


def _date_snapshot(settings: Settings, now: datetime, *, dry_run: bool) -> Path | None:
    """Keep the snapshot under the time of its making; a link, for it is never written to again."""
    rules = settings.retention
    if not rules.snapshots or not settings.snapshot.exists():
        return None
    kept = dated_snapshots(settings)
    if any(each.path.samefile(settings.snapshot) for each in kept):
        return None
    newest = max((each.changed for each in kept), default=None)
    if newest is not None and timedelta() <= now - newest < timedelta(hours=rules.snapshot_hours):
        return None
    path = settings.snapshots / f"{now.astimezone(UTC):{STAMP}}.duckdb"
    if not dry_run:
        settings.snapshots.mkdir(exist_ok=True)
        _either(os.link, shutil.copy2, settings.snapshot, path)
    return path


def _either(
    first: Callable[[Path, Path], object], second: Callable[[Path, Path], object], *paths: Path
) -> None:
    try:
        first(*paths)
    except OSError:
        second(*paths)


def _remove_all(area: str, paths: list[Path], settings: Settings) -> None:
    store = store_of(settings)
    if area == "store" and store is not None:
        store.drop(paths)
        return
    for path in paths:
        _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _summed(due: dict[str, list[Removal]]) -> Iterable[Removed]:
    for area, found in due.items():
        for reason in sorted({each.reason for each in found}):
            of_it = [each.kept.size for each in found if each.reason == reason]
            yield Removed(area, reason, len(of_it), sum(of_it))
