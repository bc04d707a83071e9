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
from schemas.settings import Settings

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Pool:
    """`settings.workers` processes, started with the first work, each with a thread that feeds it.

    Args:
        settings: number of processes, time limit of a document.
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

    def submit(
        self, work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Result]:
        """Hand `work` to the next free process.

        Raises, as the future's result:
            WorkerDiedError: the process died outside of any document, or of too many.
        """
        return self._feeders.submit(self._do, work, args, kwargs)

    def _do(
        self, work: Callable[..., Result], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> Result:
        worker = self._own()
        while True:
            try:
                return worker.do(work, args, kwargs)
            except WorkerDiedError as died:
                if not worker.learns_from(died):
                    raise

    def _own(self) -> Worker:
        """Return the worker that this thread feeds."""
        worker: Worker | None = getattr(self._mine, "worker", None)
        if worker is None:
            with self._lock:
                folder = Path(self._folder.name) / str(len(self._workers))
                worker = self._mine.worker = Worker(folder, self._settings, self._begin)
                self._workers.append(worker)
        return worker

    def close(self) -> None:
        """Wait for what is under way, drop what has not begun."""
        self._feeders.shutdown(wait=True, cancel_futures=True)
        for worker in self._workers:
            worker.close()
        self._folder.cleanup()


@contextmanager
def open_pool(settings: Settings, begin: Begin | None = None) -> Iterator[Pool]:
    """Give a pool that is closed on the way out, whatever happened."""
    pool = Pool(settings, begin)
    try:
        yield pool
    finally:
        pool.close()
