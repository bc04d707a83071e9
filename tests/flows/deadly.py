"""Preloaded by Dask workers: a document that says so ends the worker itself, as where a container
ends all its processes for want of memory. A rule reads in place of the pipeline."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from flows.resident import Resident
from tasks import batch
from tasks.load import read_sources
from tests.rule import RuleExtractor

DEADLY = "all the memory there is"


def _submit(self: Resident, work: Callable[..., Any], sources: Path, *rest: Any) -> Future[Any]:
    del self
    if any(DEADLY in source.content for source in read_sources(sources)):
        os.kill(os.getpid(), signal.SIGKILL)
    done: Future[Any] = Future()
    done.set_result(work(sources, *rest))
    return done


def dask_setup(worker: object) -> None:
    """Called by Dask in each worker."""
    del worker
    batch.extractor = lambda _: RuleExtractor()  # type: ignore[assignment]
    Resident.submit = _submit  # type: ignore[method-assign, assignment]
