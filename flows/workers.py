"""The processes that read, normalize and extract; they know nothing of Prefect.

A process that ends before its time costs nobody else anything: the work that it was at is done
again by a new one, without the document that ended the first.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, local
from typing import Any, ParamSpec, TypeVar

from flows.worker import Begin, Worker, WorkerDiedError
from schemas.errors import SitrepError
from schemas.settings import Settings

Given = ParamSpec("Given")
Result = TypeVar("Result")


class StoppedError(SitrepError):
    """The run is being stopped: what was under way or waited is left to the next run."""

    def __init__(self) -> None:
        super().__init__("the run is being stopped; the next run goes on from there")


class Pool:
    """`settings.workers` processes, started with the first work, each with a thread that feeds it.

    Args:
        settings: number of processes, limits of a document's time and of a process's memory.
        begin: what a process does first, such as loading the pipeline.
    """

    def __init__(self, settings: Settings, begin: Begin | None = None) -> None:
        self._settings = settings
        self._begin = begin
        self._folder = tempfile.TemporaryDirectory(prefix="sitrep-workers-")
        self._feeders = ThreadPoolExecutor(settings.workers, "sitrep-worker")
        self._mine = local()
        self._lock = Lock()
        self._workers: list[Worker] = []
        self._stopped = False

    def submit(
        self, work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Result]:
        """Hand `work` to the next free process.

        Raises, as the future's result:
            WorkerDiedError: the process died outside of any document, or of too many.
            StoppedError: the run is being stopped.
        """
        if self._stopped:
            raise StoppedError
        return self._feeders.submit(self._do, work, args, kwargs)

    def _do(
        self, work: Callable[..., Result], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> Result:
        worker = self._own()
        while not self._stopped:
            try:
                return worker.do(work, args, kwargs)
            except WorkerDiedError as died:
                if self._stopped:
                    raise StoppedError from None
                if not worker.learns_from(died):
                    raise
        raise StoppedError

    def _own(self) -> Worker:
        """Return the worker that this thread feeds."""
        worker: Worker | None = getattr(self._mine, "worker", None)
        if worker is None:
            with self._lock:
                folder = Path(self._folder.name) / str(len(self._workers))
                worker = self._mine.worker = Worker(folder, self._settings, self._begin)
                self._workers.append(worker)
        return worker

    def stop(self) -> None:
        """End what is under way at once: half a batch leaves nothing behind."""
        self._stopped = True
        with self._lock:
            workers = tuple(self._workers)
        for worker in workers:
            worker.kill()

    def close(self) -> None:
        """Wait for what is under way, drop what has not begun."""
        self._feeders.shutdown(wait=True, cancel_futures=True)
        for worker in self._workers:
            worker.close()
        self._folder.cleanup()


@contextmanager
def open_pool(settings: Settings, begin: Begin | None = None) -> Iterator[Pool]:
    """Give a pool that is closed on the way out; it waits for nothing if somebody stops the run."""
    pool = Pool(settings, begin)
    try:
        yield pool
    except BaseException as stop:
        if not isinstance(stop, Exception):
            pool.stop()
        raise
    finally:
        pool.close()
