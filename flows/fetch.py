"""The flow `fetch`: visits sources, a task for all that ask the same host."""

import os
from datetime import UTC, datetime
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import wait
from prefect.runtime import flow_run
from prefect.task_runners import ThreadPoolTaskRunner

from flows.fetched import FetchSummary, fetch_text, visit_table
from flows.turn import at_work
from schemas.errors import SitrepError
from schemas.settings import Settings
from tasks.exclusive import exclusive
from tasks.fetch.client import Client
from tasks.fetch.config import chosen, load_sources
from tasks.fetch.due import Company, by_host, due
from tasks.fetch.inbox import FETCHING
from tasks.fetch.state import states_of
from tasks.fetch.tally import Visited
from tasks.fetch.visit import Fetching, visit
from tasks.fetch.wanted import Claims
from warehouse.tombstones import read_tombstones

HOSTS = 8
"""Hosts that are asked at the same time."""
RUNNER: Any = ThreadPoolTaskRunner(max_workers=HOSTS)


class FetchFailedError(SitrepError):
    """Not one source could be visited."""


def _run_name() -> str:
    names = flow_run.parameters.get("names") or ["sources"]
    label = names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
    return f"fetch {label} · {datetime.now(UTC):%Y-%m-%d %H:%M:%S}"


@task(name="visit", task_run_name="visit {company.host}", cache_policy=NO_CACHE)
def visit_company(company: Company, fetching: Fetching) -> list[Visited]:
    """Visit the sources of one host, one after another."""
    visits = []
    for source in company.sources:
        visited = visit(source, fetching)
        if visited.error:
            get_run_logger().warning("%s: %s", source.name, visited.error)
        visits.append(visited)
    return visits


@flow(
    name="fetch",
    flow_run_name=_run_name,
    task_runner=RUNNER,
    description="Sources visited; what is new lies ready for the next run.",
)
def fetch(
    names: list[str] | None = None, now: bool = False, overrides: dict[str, Any] | None = None
) -> FetchSummary:
    """Visit sources and keep what is new for the next run.

    Args:
        names: sources to visit, due or not; without them all that are enabled and due.
        now: visit all that are enabled, due or not.
        overrides: settings that win over the environment and `sitrep.toml`.

    Raises:
        DataFolderBusyError: another fetch is at work in the data folder.
        FetchFailedError: every visit failed.
        SourcesError: `sources.toml` is wrong, or has no such source.
    """
    settings = Settings(**(overrides or {}))
    with at_work(settings), exclusive(settings, FETCHING):
        summary = _go(settings, names or [], now=now)
    _show(summary)
    if summary.visits and all(visited.failed for visited in summary.visits):
        raise FetchFailedError(
            f"all {len(summary.visits)} visits failed, the first: {summary.visits[0].error}"
        )
    return summary


def _go(settings: Settings, names: list[str], *, now: bool) -> FetchSummary:
    began = datetime.now(UTC)
    sources = load_sources(settings)
    wanted = chosen(sources, names)
    states = states_of(sources, settings)
    to_visit = wanted if now or names else due(wanted, states, began)
    client = Client(settings.fetch, settings.fetched)
    try:
        forgotten = read_tombstones(settings).uris
        fetching = Fetching(settings, client, os.environ, Claims(states.values()), forgotten)
        futures = [visit_company.submit(each, fetching) for each in by_host(to_visit)]
        wait(futures)
        visits = [visited for future in futures for visited in future.result()]
    finally:
        client.close()
    after = states_of(wanted, settings).values()
    return FetchSummary(
        visits=tuple(sorted(visits, key=lambda visited: visited.source)),
        waiting=len(wanted) - len(to_visit),
        next_visit=min((each.next_visit for each in after if each.next_visit), default=None),
        seconds=(datetime.now(UTC) - began).total_seconds(),
    )


def _show(summary: FetchSummary) -> None:
    told = summary.headline()
    create_markdown_artifact(fetch_text(summary), key="fetch-summary", description=told)
    if summary.visits:
        create_table_artifact(visit_table(summary.visits), key="fetch-visits", description=told)
