"""The Prefect tasks: thin wrappers, a batch each, that hand on paths, keys and counts."""

import logging
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from prefect import Task, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun

from flows import stopping
from flows.resident import Resident
from flows.workers import Pool, StoppedError
from schemas.errors import SitrepError
from schemas.settings import Settings
from tasks import remote
from tasks.batch import BatchCounts
from tasks.discovery import Found, find
from tasks.fetch.record import record
from tasks.plan import Group
from tasks.reading import Batch, GroupRead, read_group
from tasks.report import Asked, Written, write_report
from tasks.resolve import ResolveCounts, resolve
from tasks.staging import load_or_discard
from warehouse.publish import publish
from warehouse.rows import InputRow, LoadCounts, Run

RETRIES = 2
RETRY_SECONDS = [1.0, 10.0]
"""A full table of open files, a file system that hiccups, a worker that died: worth two tries."""


def _worth_trying(task: Task[..., Any], run: TaskRun, state: State[Any]) -> bool:
    """Tell whether a task that failed should be tried again: not if the run is being stopped."""
    del task, run
    return stopping.asked() is None and not isinstance(state.data, StoppedError)


def _is_news(record: logging.LogRecord) -> bool:
    """Tell whether a line of the log says more than that a task was stopped with its run."""
    return StoppedError.__name__ not in record.getMessage()


logging.getLogger("prefect.task_runs").addFilter(_is_news)


@task(name="discover", cache_policy=NO_CACHE)
def discover(paths: Sequence[str], settings: Settings, version: str) -> Found:
    """Find the files, and which of them were loaded before just as they are."""
    return find(paths, settings, version)


@task(
    name="ingest",
    task_run_name="ingest {group.label}",
    cache_policy=NO_CACHE,
    retries=RETRIES,
    retry_condition_fn=_worth_trying,
    retry_delay_seconds=RETRY_SECONDS,
)
def ingest(group: Group, settings: Settings, pool: Pool) -> GroupRead:
    """Read files into batches of sources, in a process of their own."""
    return pool.submit(read_group, group, settings).result()


@task(
    name="extract",
    task_run_name="extract {piece.label}",
    cache_policy=NO_CACHE,
    retries=RETRIES,
    retry_condition_fn=_worth_trying,
    retry_delay_seconds=RETRY_SECONDS,
)
def extract(
    piece: Batch, staged: Path, settings: Settings, version: str, pool: Pool | Resident
) -> BatchCounts:
    """Normalize and extract a batch in a worker process, and stage the rows."""
    return pool.submit(remote.run, piece.path, staged, settings, version).result()


@task(
    name="load",
    cache_policy=NO_CACHE,
    retries=RETRIES,
    retry_condition_fn=_worth_trying,
    retry_delay_seconds=RETRY_SECONDS,
)
def load_staged(
    batches: Sequence[Path],
    inputs: Sequence[InputRow],
    run: Run,
    settings: Settings,
    leave_open: ExitStack,
) -> LoadCounts:
    """Bring all that is staged into the warehouse in one transaction."""
    return load_or_discard(batches, inputs, run, settings, leave_open)


@task(
    name="resolve",
    cache_policy=NO_CACHE,
    retries=RETRIES,
    retry_condition_fn=_worth_trying,
    retry_delay_seconds=RETRY_SECONDS,
)
def resolve_events(run: Run, settings: Settings, left_open: ExitStack) -> ResolveCounts:
    """Group what the load brought into events; then let go of the file that the load left open.

    So does a try that fails: the next opens the file anew, whatever became of it.
    """
    with left_open:
        return resolve(run.run_id, settings)


@task(name="record sources", cache_policy=NO_CACHE)
def record_sources(settings: Settings) -> None:
    """Bring into the warehouse how fetching goes; what keeps it from that stops no run."""
    try:
        record(settings)
    except SitrepError as error:
        get_run_logger().warning("how fetching goes was not recorded: %s", error)


@task(
    name="publish",
    cache_policy=NO_CACHE,
    retries=RETRIES,
    retry_condition_fn=_worth_trying,
    retry_delay_seconds=RETRY_SECONDS,
)
def publish_snapshot(settings: Settings) -> str:
    """Let analysts see what was loaded; return where."""
    return publish(settings)


@task(name="report", cache_policy=NO_CACHE, retries=RETRIES, retry_delay_seconds=RETRY_SECONDS)
def write_page(asked: Asked, settings: Settings) -> Written:
    """Write the report of a period from the snapshot."""
    return write_report(settings, asked)
