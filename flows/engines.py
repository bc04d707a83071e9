"""What does the work on batches: processes of this machine, or a Dask cluster."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from prefect.futures import PrefectFuture

from flows import stages
from flows.workers import Pool, open_pool
from schemas.errors import SitrepError
from schemas.settings import Settings
from tasks.batch import BatchCounts, extractor
from tasks.reading import Batch

AHEAD = 16
"""Batches that the processes of this machine have under way or in sight."""


class ClusterMissingError(SitrepError):
    """A cluster is asked for, and the extra `cluster` is not installed."""


class Engine(Protocol):
    """Takes batches and gives futures of what came of them."""

    deadly: tuple[type[Exception], ...]
    """Errors which say that a batch ended every process that was at it."""

    def room(self) -> int:
        """Return how many batches may be under way at the same time."""

    def submit(self, piece: Batch, staged: Path) -> PrefectFuture[BatchCounts]:
        """Have a batch processed to rows that are staged under this path."""

    def give_up(self, future: PrefectFuture[BatchCounts], piece: Batch) -> None:
        """Tell Prefect that nobody is at a batch any more that ended in a deadly error.

        What Prefect makes of it never ends the run.
        """

    def check(self) -> None:
        """Look after what does the work, when nothing was heard of it for a while.

        Raises:
            SitrepError: there is nothing left that could do it.
        """


class _Processes:
    """The engine of one machine."""

    deadly: tuple[type[Exception], ...] = ()

    def __init__(self, pool: Pool, settings: Settings, version: str) -> None:
        self._pool, self._settings, self._version = pool, settings, version

    def room(self) -> int:
        return AHEAD + 2 * self._settings.workers

    def submit(self, piece: Batch, staged: Path) -> PrefectFuture[BatchCounts]:
        return stages.extract.submit(piece, staged, self._settings, self._version, self._pool)

    def give_up(self, future: PrefectFuture[BatchCounts], piece: Batch) -> None:
        pass

    def check(self) -> None:
        pass


def open_engine(settings: Settings, version: str) -> AbstractContextManager[Engine]:
    """Give the engine that the settings ask for; it is closed on the way out.

    Args:
        settings: with `cluster`, and all that a worker has to know.
        version: of the pipeline.

    Raises:
        ClusterMissingError: what speaks with a cluster is not installed.
        ClusterError: on entering, there is no such cluster, or it has no workers.
    """
    if not settings.cluster:
        return _processes(settings, version)
    try:
        from flows.cluster import open_cluster
    except ModuleNotFoundError as error:
        raise ClusterMissingError(
            f"SITREP_CLUSTER needs {error.name}: `pip install 'sitrep[cluster]'`, or unset it"
        ) from error
    return open_cluster(settings, version)


@contextmanager
def _processes(settings: Settings, version: str) -> Iterator[Engine]:
    with open_pool(settings, extractor) as pool:
        yield _Processes(pool, settings, version)
