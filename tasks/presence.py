"""Which runs are alive: each holds a lock on a file of its own, which ends with its process.

A process that is killed, or whose machine goes down, cannot say so; its lock is gone all the same.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from schemas.settings import Settings


@contextmanager
def present(settings: Settings, run_id: str) -> Iterator[None]:
    """Show that the run is alive for as long as the block and its process last."""
    settings.presence.mkdir(parents=True, exist_ok=True)
    path = settings.presence / run_id
    unlocked = path.with_name(f".{run_id}")
    with unlocked.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        unlocked.rename(path)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def vanished(settings: Settings) -> list[str]:
    """Return the runs whose processes ended without a word; the file of each is still there."""
    return [name for name in _present(settings) if not _is_held(settings, name)]


def forget(settings: Settings, run_id: str) -> None:
    """Take away the file of a run that has vanished."""
    (settings.presence / run_id).unlink(missing_ok=True)


def _present(settings: Settings) -> list[str]:
    if not settings.presence.exists():
        return []
    names = (path.name for path in settings.presence.iterdir())
    return sorted(name for name in names if not name.startswith("."))


def _is_held(settings: Settings, name: str) -> bool:
    try:
        with (settings.presence / name).open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (FileNotFoundError, BlockingIOError):
        return True
    return False
