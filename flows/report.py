"""The flow that writes the report of a period, for schedules: a link to it stays in the UI."""

from datetime import date
from typing import Any

from prefect import flow
from prefect.artifacts import create_link_artifact

from flows import stages
from flows.artifacts import report_address
from flows.turn import at_work
from flows.upkeep import named
from schemas.settings import Settings
from tasks.report import Asked


@flow(
    name="report", flow_run_name=named, description="What happened in a period, as one HTML file."
)
def report(
    first: date | None = None,
    last: date | None = None,
    types: list[str] | None = None,
    countries: list[str] | None = None,
    overrides: dict[str, Any] | None = None,
) -> str:
    """Write the report of a period and return its path.

    Args:
        first: first day; by default the period is `settings.report.days` long.
        last: last day; by default the newest that was reported on.
        types: types of events; all where none is named.
        countries: codes or names of states and organisations; all where none is named.
        overrides: settings that win over the environment and `sitrep.toml`.

    Raises:
        SnapshotMissingError: nothing has been published yet.
        NothingToReportError: no event fits.
        UnknownCountryError: there is no such state or organisation.
    """
    settings = Settings(**(overrides or {}))
    asked = Asked(first, last, tuple(types or ()), tuple(countries or ()))
    with at_work(settings):
        written = stages.write_page(asked, settings)
    create_link_artifact(
        key="report",
        link=report_address(written.path, settings),
        link_text=f"{written.period.first} to {written.period.last}",
        description=written.headline(),
    )
    return str(written.path)
