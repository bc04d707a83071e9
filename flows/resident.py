"""The processes that live under a Dask worker, with the pipeline loaded, from run to run."""

from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing import current_process
from threading import Lock
from typing import ParamSpec, TypeVar

from flows.workers import Pool
from schemas.settings import Settings
from tasks.batch import extractor

Given = ParamSpec("Given")
Result = TypeVar("Result")

_lock = Lock()
_pools: dict[Settings, Pool] = {}


class Resident:
    """Stands for the pool of the Dask worker that it is unpickled in.

    Args:
        settings: a pool that was opened with others is closed, for memory holds one pipeline; the
            data folder does not count, so that runs on several machines share it.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings.anywhere()

    def submit(
        self, work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Result]:
        """Do as `Pool.submit` does."""
        return _pool(self._settings).submit(work, *args, **kwargs)


def _pool(settings: Settings) -> Pool:
    """Return this worker's pool; a process of it starts with the first batch.

    Dask's nanny starts workers as daemons, to which multiprocessing allows no children; these end
    with the worker, as the pipe to it is closed then.
    """
    with _lock:
        if settings not in _pools:
            while _pools:
                _pools.popitem()[1].close()
            current_process().daemon = False
            _pools[settings] = Pool(settings, extractor)
        return _pools[settings]
