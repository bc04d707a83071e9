"""The DAG: discover → ingest → batches (normalize → extract) → load → resolve → publish."""

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect import State, flow, get_run_logger
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.context import TagsContext
from prefect.exceptions import TerminationSignal
from prefect.runtime import flow_run
from prefect.states import Cancelled
from prefect.task_runners import ThreadPoolTaskRunner

from flows import stages, stopping
from flows.artifacts import event_table, reject_table, summary_text
from flows.milestones import shown
from flows.stopping import Stopped
from flows.summary import Summary
from flows.turn import turn
from flows.work import Work, do
from schemas.errors import SitrepError
from schemas.settings import Settings
from tasks.discovery import Found
from tasks.fetch.standing import standing_paths
from tasks.monitor import silent_now
from tasks.resolve import ResolveCounts
from tasks.staging import clear
from tasks.versions import pipeline_version, versions
from warehouse.load import note_run
from warehouse.moment import next_moment
from warehouse.rows import LoadCounts, Run, RunStatus

SLOTS = 8
"""Tasks under way at once; the work itself is bounded by the processes, `Settings.workers`."""
RUNNER: Any = ThreadPoolTaskRunner(max_workers=SLOTS)


STOPS = (Stopped, TerminationSignal, KeyboardInterrupt)
"""By hand, by Prefect's runner, from Python."""
_CALLED_OFF: State[Any] = Cancelled(
    message="stopped by hand; what was done is kept, and the next run goes on from there"
)


class RunFailedError(SitrepError):
    """Part of a run failed; what was done is kept."""


def _label(paths: Sequence[str]) -> str:
    names = [Path(path).name or path for path in paths] or ["fetched"]
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _run_name() -> str:
    return f"{_label(flow_run.parameters['paths'] or [])} · {datetime.now(UTC):%Y-%m-%d %H:%M:%S}"


@flow(
    name="sitrep",
    flow_run_name=_run_name,
    task_runner=RUNNER,
    description="News files in, events in the warehouse out.",
)
def run(paths: list[str] | None = None, overrides: dict[str, Any] | None = None) -> Summary:
    """Read `paths`, extract reports, load them, group them into events, publish a snapshot.

    Args:
        paths: files, folders or globs; without them what was fetched, and watched folders.
        overrides: settings that win over the environment and `sitrep.toml`.

    Raises:
        DataFolderBusyError: another run is at work in the data folder.
        RunFailedError: a part failed; all others are loaded, and the next run does the rest.
    """
    settings = Settings(**(overrides or {}))
    version = pipeline_version(settings)
    with turn(settings):
        wanted = paths or standing_paths(settings)
        return go(_label(paths or ()), lambda: stages.discover(wanted, settings, version), settings)


def go(label: str, find: Callable[[], Found], settings: Settings) -> Summary:
    """Take what is found all the way, and show what came of it; the caller holds the data folder.

    Tags of the run are not passed on to its tasks: for a task with tags Prefect asks the server
    whether they are limited, and a busy server lets it wait for seconds.

    Raises:
        RunFailedError: a part failed; all others are loaded.
    """
    try:
        with stopping.still_stoppable(), shown(label), TagsContext(current_tags=set()):
            summary, failures = _go(label, find, settings)
    except BaseException:
        if stopping.asked() is None:
            raise
        return _CALLED_OFF  # type: ignore[return-value]  # Prefect ends the run in this state
    _show(summary)
    if failures:
        raise RunFailedError(
            f"{summary.headline()}; {len(failures)} parts failed, the first: {failures[0]}."
            " What was done is kept; run again to do the rest"
        )
    return summary


def _go(label: str, find: Callable[[], Found], settings: Settings) -> tuple[Summary, list[str]]:
    began = time.monotonic()
    record = Run(
        run_id=UUID(flow_run.id),
        started=next_moment(settings, datetime.now(UTC)),
        version=pipeline_version(settings),
        versions=versions(settings),
        settings=settings.model_dump(mode="json"),
    )
    try:
        record, work, counts, events = _through(find, settings, record)
    except BaseException as stop:
        ended: RunStatus = "cancelled" if isinstance(stop, STOPS) else "failed"
        note_run(settings, record.model_copy(update=_end(ended, record.started)))
        raise
    for failure in work.failures:
        get_run_logger().error(failure)
    seconds = time.monotonic() - began
    summary = _summary(label, record, work, (counts, events), seconds)
    silent = {each.source: each.days_silent for each in silent_now(settings)}
    return replace(summary, silent=silent), work.failures


def _through(
    find: Callable[[], Found], settings: Settings, record: Run
) -> tuple[Run, Work, LoadCounts, ResolveCounts]:
    found = find()
    work = do(found, settings, record.version)
    files = {
        "files_found": len(found.files) + found.unchanged,
        "files_unchanged": found.unchanged,
    }
    ended = _end("failed" if work.failures else "completed", record.started)
    record = record.model_copy(update=files | ended)
    with ExitStack() as leave_open:
        counts = stages.load_staged(work.staged, work.inputs, record, settings, leave_open)
        events = stages.resolve_events(record, settings, leave_open)
    if settings.sources.exists():
        stages.record_sources(settings)
    stages.publish_snapshot(settings)
    if not work.failures:
        clear(settings)
    return record, work, counts, events


def _end(status: RunStatus, started: datetime) -> dict[str, Any]:
    return {"finished": max(started, datetime.now(UTC)), "status": status}


def _summary(
    label: str,
    record: Run,
    work: Work,
    counted: tuple[LoadCounts, ResolveCounts],
    seconds: float,
) -> Summary:
    counts, events = counted
    return Summary(
        label=label,
        run_id=str(record.run_id),
        files_read=len(work.inputs),
        files_unchanged=record.files_unchanged,
        articles=work.articles,
        documents_new=counts.inserted.get("documents", 0),
        copies=counts.copies,
        reports_new=counts.inserted.get("reports", 0),
        events_made=events.made,
        events_replaced=events.replaced,
        reports=dict(work.reports),
        rejects=dict(work.rejects),
        seconds=seconds,
    )


def _show(summary: Summary) -> None:
    told = f"{summary.label}: {summary.headline()}"
    create_markdown_artifact(summary_text(summary), key="run-summary", description=told)
    for key, rows in (
        ("run-events", event_table(summary.reports)),
        ("run-rejects", reject_table(summary.rejects)),
    ):
        if rows:
            create_table_artifact(rows, key=key, description=told)
