"""Flows besides the run itself: stages alone, and keeping house."""

from datetime import UTC, datetime
from typing import Any

from prefect import flow
from prefect.artifacts import create_table_artifact
from prefect.runtime import flow_run

from flows.turn import queued, turn
from schemas.settings import Settings
from tasks.resolve.decide import follow
from tasks.stewardship.maintain import maintain
from warehouse.connection import writer
from warehouse.publish import publish as publish_snapshot


def named() -> str:
    """Return a name one can read: the flow and when it was to run."""
    when = flow_run.scheduled_start_time or datetime.now(UTC)
    return f"{flow_run.flow_name} · {when.astimezone(UTC):%Y-%m-%d %H:%M:%S}"


@flow(name="resolve", flow_run_name=named, description="Reports are grouped into events anew.")
def resolve(overrides: dict[str, Any] | None = None) -> None:
    """Group all reports into events and publish; after a change of knowledge or decisions."""
    settings = Settings(**(overrides or {}))
    with turn(settings):
        with writer(settings) as connection:
            follow(connection, settings)
        publish_snapshot(settings)


@flow(name="publish", flow_run_name=named, description="The snapshot is brought up to date.")
def publish(overrides: dict[str, Any] | None = None) -> str:
    """Bring what analysts open to the state of the warehouse and return where it is."""
    settings = Settings(**(overrides or {}))
    with turn(settings):
        return publish_snapshot(settings)


@flow(name="maintenance", flow_run_name=named, description="The data folder is kept in order.")
def maintenance(overrides: dict[str, Any] | None = None) -> None:
    """Keep a dated snapshot where one is due, and remove what has had its time."""
    settings = Settings(**(overrides or {}))
    with queued(settings) as patience:
        done = maintain(settings, patience=patience)
    rows = [
        {"area": each.area, "removed": each.number, "MB": megabytes(each.size), "why": each.reason}
        for each in done.removed
    ]
    left = [{"area": area, "MB": megabytes(size)} for area, size in done.sizes.items()]
    if rows:
        create_table_artifact(
            rows, key="maintenance-removed", description="What had had its time and was removed"
        )
    create_table_artifact(
        left, key="maintenance", description="What the data folder holds, by area"
    )


def megabytes(size: int) -> float:
    """Return bytes as megabytes with one decimal."""
    return round(size / 1e6, 1)
