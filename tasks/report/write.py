"""From the snapshot to the file."""

from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from schemas.settings import Settings
from tasks.report.asked import Asked, NothingToReportError, period_of
from tasks.report.contents import entry, fit
from tasks.report.page import render
from warehouse.countries import country_names
from warehouse.home import home_of
from warehouse.period import (
    Period,
    period_coverage,
    period_events,
    period_passages,
)
from warehouse.query import connect_snapshot

MEGABYTE = 1_000_000
SCRIPTS_BYTES = 1_900_000
"""Room for the libraries, the map and the page itself."""


class Written(NamedTuple):
    """A report that was written."""

    path: Path
    period: Period
    events: int
    left_out: int
    """Events of the period for which there was no room."""
    bytes: int

    def headline(self) -> str:
        """Return it in one line."""
        rest = f", {self.left_out:,} left out for size" if self.left_out else ""
        days = f"{self.period.first} to {self.period.last}"
        return f"{self.path}: {self.events:,} events{rest}, {days}, {self.bytes / MEGABYTE:.1f} MB"

    def to_json(self) -> dict[str, object]:
        """Return it as plain values."""
        return {
            "path": str(self.path),
            "from": self.period.first.isoformat(),
            "to": self.period.last.isoformat(),
            "events": self.events,
            "left_out": self.left_out,
            "bytes": self.bytes,
        }


def write_report(settings: Settings, asked: Asked, path: Path | None = None) -> Written:
    """Write the report of a period as one HTML file; a file of that name is replaced as a whole.

    Args:
        settings: whose snapshot is read; `settings.report` says how much a file may hold.
        asked: the period; by default the last `settings.report.days` days that were reported on.
        path: where to; by default `settings.reports`, named for the period.

    Raises:
        SnapshotMissingError: nothing has been published yet.
        NothingToReportError: no event fits.
        UnknownCountryError: there is no such state or organisation.
    """
    names = country_names()
    with connect_snapshot(settings) as connection:
        period = period_of(connection, asked, settings)
        rows = period_events(connection, period)
        if not rows:
            raise NothingToReportError(
                f"{home_of(settings).published_name()}: no event fits between {period.first} and"
                f" {period.last};"
                " name other days with --from and --to, or fewer filters"
            )
        coverage = period_coverage(connection, period)
        room = int(settings.report.megabytes * MEGABYTE) - SCRIPTS_BYTES
        found = period_passages(
            connection, [row["event_id"] for row in rows], settings.report.quotes
        )
    told = {str(event_id): passages for event_id, passages in found.items()}
    fitted = fit((entry(row, names) for row in rows), told, room)
    html = render(period, coverage, fitted, names, settings.report.quotes)
    target = path or settings.reports / f"{period.first}_{period.last}.html"
    _replace(target, html)
    return Written(target, period, len(fitted.events), fitted.left_out, target.stat().st_size)


def _replace(path: Path, html: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        draft.write_text(html, "utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
