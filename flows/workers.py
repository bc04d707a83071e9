"""The processes that normalize and extract; they know nothing of Prefect."""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from threading import Lock
from typing import ParamSpec, TypeVar

from schemas.settings import Settings
from tasks import batch

Given = ParamSpec("Given")
Result = TypeVar("Result")


def _begin(settings: Settings) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    batch.extractor(settings)


class Pool:
    """`settings.workers` processes, started with the first work, each with one pipeline.

    Processes are spawned, not forked: the parent has threads. When one dies (out of memory, say)
    what was under way raises BrokenProcessPool, and the next submission starts fresh ones.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._executor: ProcessPoolExecutor | None = None

    def submit(
        self, work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Result]:
        """Hand `work` to the next free process."""
        with self._lock:
            try:
                return self._running().submit(work, *args, **kwargs)
            except BrokenProcessPool:
                self._executor = None
                return self._running().submit(work, *args, **kwargs)

    def _running(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self._settings.workers,
                mp_context=get_context("spawn"),
                initializer=_begin,
                initargs=(self._settings,),
            )
        return self._executor

    def close(self) -> None:
        """Wait for what is under way, drop what has not begun."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None


@contextmanager
def open_pool(settings: Settings) -> Iterator[Pool]:
    """Give a pool that is closed on the way out, whatever happened."""
    pool = Pool(settings)
    try:
        yield pool
    finally:
        pool.close()
