"""How a source does."""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from schemas.fetch_source import AnySource
from tasks.fetch.record import address_of
from tasks.fetch.state import SourceState

WEEK = 7
Condition = Literal["disabled", "never visited", "failing", "silent", "ok"]


class Health(NamedTuple):
    """A source and how it does, as the view `source_health` has it."""

    name: str
    kind: str
    state: Condition
    last_success: datetime | None
    last_new: datetime | None
    silent_since: datetime | None
    new_7_days: int
    changed_7_days: int
    refused_7_days: int
    failures: int
    """Visits that failed since the last success."""
    next_visit: datetime | None
    error: str | None
    address: str


def health(source: AnySource, state: SourceState, now: datetime) -> Health:
    """Tell how a source does."""
    days = [counts for day, counts in state.days.items() if day > now.date() - timedelta(WEEK)]
    heard = state.last_new or state.first_visit
    silent = heard is not None and now - heard > source.silent_after
    return Health(
        name=source.name,
        kind=source.kind,
        state=_condition(source, state, silent=silent),
        last_success=state.last_success,
        last_new=state.last_new,
        silent_since=heard if silent and source.enabled else None,
        new_7_days=sum(day.new for day in days),
        changed_7_days=sum(day.changed for day in days),
        refused_7_days=sum(day.refused for day in days),
        failures=state.failures,
        next_visit=state.next_visit,
        error=state.error,
        address=address_of(source),
    )


def _condition(source: AnySource, state: SourceState, *, silent: bool) -> Condition:
    if not source.enabled:
        return "disabled"
    if state.last_visit is None:
        return "never visited"
    if state.failures:
        return "failing"
    return "silent" if silent else "ok"
