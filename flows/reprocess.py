"""The DAG once more, over bytes that are kept: reprocess → batches → load → resolve → publish."""

from datetime import UTC, date, datetime
from typing import Any

from prefect import flow

from flows.run import RUNNER, go
from flows.summary import Summary
from flows.turn import turn
from schemas.settings import Settings
from tasks.stewardship.reprocess import lay_out, outdated
from warehouse.outdated import Period


def _run_name() -> str:
    return f"reprocess · {datetime.now(UTC):%Y-%m-%d %H:%M:%S}"


@flow(
    name="sitrep-reprocess",
    flow_run_name=_run_name,
    task_runner=RUNNER,
    description="What an earlier release made, made again from the bytes that are kept.",
)
def reprocess(
    first: date | None = None,
    last: date | None = None,
    source: str | None = None,
    overrides: dict[str, Any] | None = None,
) -> Summary:
    """Make outdated documents again, with their reports and events.

    Args:
        first: only documents published on this day or later.
        last: only documents published on this day or earlier.
        source: only documents whose publisher or address is like this (LIKE, whatever the case).
        overrides: settings that win over the environment and `sitrep.toml`.

    Raises:
        DataFolderBusyError: a run is at work in the data folder.
        RunFailedError: a part failed; all others are loaded, and the next run does the rest.
    """
    settings = Settings(**(overrides or {}))
    with turn(settings):
        found = outdated(settings, Period(first, last, source))
        return go(
            f"{len(found.documents)} documents again", lambda: lay_out(found, settings), settings
        )
