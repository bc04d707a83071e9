"""One run at a time in a data folder."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from schemas.errors import SitrepError
from schemas.settings import Settings

PAUSE = 0.5
"""Seconds between two looks at a folder that is taken."""


class DataFolderBusyError(SitrepError):
    """Another run is at work in the data folder."""


@contextmanager
def exclusive(settings: Settings, name: str = "run.lock", patience: float = 0.0) -> Iterator[None]:
    """Hold the data folder for this process; the lock ends with the process, however it ends.

    Args:
        settings: where the data folder is.
        name: what is held: runs keep runs away, and nothing else.
        patience: seconds to wait for a run that is at work there.

    Raises:
        DataFolderBusyError: another process held it all that time.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    path = settings.data / name
    deadline = time.monotonic() + patience
    with path.open("a+") as lock:
        while not _taken(lock):
            if time.monotonic() >= deadline:
                lock.seek(0)
                waited = f", waited {patience:.0f} s" if patience else ""
                raise DataFolderBusyError(
                    f"another process is at work in {settings.data}"
                    f" (process {lock.read() or 'unknown'}{waited});"
                    " wait until it ends, or use another --data folder"
                )
            time.sleep(PAUSE)
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _taken(lock: TextIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
