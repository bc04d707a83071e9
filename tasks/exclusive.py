"""One run at a time in a data folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from schemas.errors import SitrepError
from schemas.settings import Settings


class DataFolderBusyError(SitrepError):
    """Another run is at work in the data folder."""


@contextmanager
def exclusive(settings: Settings, name: str = "run.lock") -> Iterator[None]:
    """Hold the data folder for this process; the lock ends with the process, however it ends.

    Args:
        settings: where the data folder is.
        name: what is held: runs keep runs away, and nothing else.

    Raises:
        DataFolderBusyError: another process holds it.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    path = settings.data / name
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            holder = lock.read() or "unknown"
            raise DataFolderBusyError(
                f"another process is at work in {settings.data} (process {holder});"
                " wait until it ends, or use another --data folder"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
