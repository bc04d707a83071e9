"""What lies in the data folder, as `retention` judges it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from schemas.fetched import LIST_SUFFIX
from schemas.settings import Settings
from tasks.fetch.inbox import lists
from tasks.stewardship.retention import Kept
from tasks.store import store_of

LEFTOVERS = (".sitrep.duckdb.*", ".restore-*", ".compact-*", "raw/.incoming-*", "tmp/*")
"""What a process that was killed may leave behind; nothing in it is needed."""

KEEPING = "keeping.lock"
"""Held by what removes kept bytes and by what copies them."""
STAMP = "%Y-%m-%dT%H%M%SZ"
"""Name of a dated snapshot, UTC."""


def blobs(settings: Settings) -> list[Kept]:
    """Return the files of the raw store, by their hashes."""
    return list(_kept(settings.raw.glob("[0-9a-f][0-9a-f]/*")))


def read_lists(settings: Settings, read: Collection[str]) -> list[Kept]:
    """Return the lists of what was fetched that are among the files that were read."""
    found = _kept(lists(settings).rglob(f"*{LIST_SUFFIX}"))
    return [each for each in found if each.path.resolve().as_uri() in read]


def reports(settings: Settings) -> list[Kept]:
    """Return the reports that were written into the data folder."""
    return list(_kept(settings.reports.glob("*.html")))


def staged(settings: Settings) -> list[Kept]:
    """Return what waits in staging: groups of sources and batches of rows."""
    return list(_kept(settings.staging_folder.glob("*/*")))


def stored(settings: Settings) -> list[Kept]:
    """Return what waits in the store where machines hand batches to each other, by its names."""
    store = store_of(settings)
    found = store.list() if store else []
    return [Kept(Path(each.name), each.size, each.changed) for each in found]


def dated_snapshots(settings: Settings) -> list[Kept]:
    """Return the dated snapshots, each with the time that its name gives."""
    found = _kept(settings.snapshots.glob("*.duckdb"))
    return [each._replace(changed=_stamped(each)) for each in found]


def leftovers(settings: Settings) -> list[Kept]:
    """Return what killed processes left."""
    return [each for pattern in LEFTOVERS for each in _kept(settings.data.glob(pattern))]


def size_of(path: Path) -> int:
    """Return the bytes of a file, or of all files in a folder; 0 where there is nothing."""
    if path.is_dir() and not path.is_symlink():
        return sum(size_of(each) for each in path.iterdir())
    try:
        return path.lstat().st_size
    except FileNotFoundError:
        return 0


def _kept(paths: Iterable[Path]) -> Iterator[Kept]:
    for path in sorted(paths):
        try:
            status = path.lstat()
        except FileNotFoundError:
            continue
        yield Kept(path, size_of(path), datetime.fromtimestamp(status.st_mtime, UTC))


def _stamped(snapshot: Kept) -> datetime:
    try:
        return datetime.strptime(snapshot.path.stem, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return snapshot.changed
