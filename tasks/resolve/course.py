"""The life of an event: what was said of it when, how it stands, and who disagrees."""

from collections.abc import Sequence
from typing import NamedTuple

from schemas.event import Status
from tasks.resolve.facts import Facts

DONE: frozenset[Status] = frozenset({"occurred", "ongoing"})
FIRMNESS: tuple[Status, ...] = ("denied", "planned", "cancelled", "ongoing", "occurred")
"""Of reports of one day the one with the status that stands last here counts as the latest."""


class Turn(NamedTuple):
    """The first report that gives the event this status."""

    status: Status
    alleged: bool
    report: Facts


def history(reports: Sequence[Facts]) -> list[Turn]:
    """Return who first said planned, occurred, denied, cancelled, in the order of time."""
    turns: dict[tuple[Status, bool], Turn] = {}
    for report in reports:
        said = (report.event.status, report.event.alleged)
        turns.setdefault(said, Turn(*said, report))
    return list(turns.values())


def standing(reports: Sequence[Facts]) -> Status:
    """Return the status by the latest trustworthy report.

    What is vouched for outweighs a denial, a denial outweighs an allegation. What has taken place
    is not planned any more, whatever a late report says.
    """
    asserted = [each for each in reports if each.event.status != "denied"]
    vouched = [each for each in asserted if not each.event.alleged]
    if vouched:
        return _latest(vouched)
    if len(asserted) < len(reports) and reports[-1].event.status == "denied":
        return "denied"
    return _latest(asserted or reports)


def _latest(reports: Sequence[Facts]) -> Status:
    done = [each for each in reports if each.event.status in DONE]
    said = [each for each in reports if each.event.status != "planned"] if done else reports
    return max(said, key=_recency).event.status


def _recency(report: Facts) -> tuple[str, int]:
    day = report.published.isoformat() if report.published else ""
    return day, FIRMNESS.index(report.event.status)


def is_disputed(reports: Sequence[Facts]) -> bool:
    """Tell whether one report denies what another asserts."""
    statuses = {each.event.status for each in reports}
    return "denied" in statuses and bool(statuses - {"denied", "cancelled"})


def independent_sources(reports: Sequence[Facts]) -> int:
    """Count those who say so on their own: copies of one text, and texts of one publisher, once."""
    groups: list[set[str]] = []
    for report in reports:
        marks = {f"text {report.copies}"}
        if report.publisher:
            marks.add(f"publisher {report.publisher}")
        touched = [each for each in groups if each & marks]
        groups = [each for each in groups if not each & marks] + [marks.union(*touched)]
    return len(groups)
