"""The flow that looks at what others leave: quality, sources, schedules."""

from datetime import UTC, datetime
from typing import Any

from prefect import flow
from prefect.artifacts import (
    create_image_artifact,
    create_markdown_artifact,
    create_table_artifact,
)
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.events import emit_event
from prefect.runtime import deployment, flow_run
from prefect.states import Completed

from flows.artifacts import finding_table, quality_text, silent_table
from flows.automations import OF_SITREP, watch_heartbeats
from flows.automations import WARNING as EVENT
from flows.checkup import check_server
from flows.trend import trend_image
from flows.turn import at_work
from flows.upkeep import named
from schemas.settings import Settings
from tasks.checkup import Finding, Level, check_disk
from tasks.monitor import Drift, Silent, judge, silent_now
from warehouse import monitor
from warehouse.home import home_of
from warehouse.query import connect_snapshot

TREND_DAYS = 60
"""Days that the image shows; the sentinel needs thirty of them."""
NAMED = 3
"""Silent sources that a warning names, the longest silent first."""
SERVICE = "What `sitrep doctor` says of disk, server and schedules"
QUALITY = "The last two days against the four weeks before"
TREND = f"The last {TREND_DAYS} days on which anything came in"
WARNING = "Warning"
"""Name of the state of a watch that has something to tell; automations can wait for it."""


@flow(name="watch", flow_run_name=named, description="Quality, sources and schedules are checked.")
def watch(overrides: dict[str, Any] | None = None) -> State[None]:
    """Tell in artifacts how things stand; end as `Warning` where something should be looked at."""
    settings = Settings(**(overrides or {}))
    with at_work(settings):
        if deployment.id is not None:
            with get_client(sync_client=True) as client:
                watch_heartbeats(client, settings.serve.silence)
        findings = [*check_disk(settings), *check_server()]
        drifts: list[Drift] = []
        silent: list[Silent] = []
        if home_of(settings).is_published():
            drifts, silent = _content(settings)
        create_table_artifact(finding_table(findings), key="service", description=SERVICE)
        told = complaints(findings, drifts, silent)
    if told:
        resource = {"prefect.resource.id": f"prefect.flow-run.{flow_run.id}"}
        emit_event(EVENT, resource=resource, related=[OF_SITREP], payload={"told": told})
        return Completed(name=WARNING, message="; ".join(told))
    return Completed(message="all is as it used to be")


def _content(settings: Settings) -> tuple[list[Drift], list[Silent]]:
    with connect_snapshot(settings) as connection:
        days = monitor.days(connection, TREND_DAYS)
    silent = silent_now(settings)
    drifts = judge(days, datetime.now(UTC).date())
    create_markdown_artifact(quality_text(drifts), key="quality", description=QUALITY)
    create_image_artifact(trend_image(days), key="trend", description=TREND)
    if silent:
        create_table_artifact(
            silent_table(silent), key="silent-sources", description="Sources gone silent"
        )
    return drifts, silent


def complaints(findings: list[Finding], drifts: list[Drift], silent: list[Silent]) -> list[str]:
    """Return in words what somebody should look at."""
    told = [f"{each.check}: {each.says}" for each in findings if each.level != Level.OK]
    told += [
        f"{each.measure}: {each.recent:.1f}, was {each.before:.1f}"
        for each in drifts
        if each.drifts
    ]
    if silent:
        more = f" and {len(silent) - NAMED} more" if len(silent) > NAMED else ""
        told.append(f"gone silent: {', '.join(each.source for each in silent[:NAMED])}{more}")
    return told
