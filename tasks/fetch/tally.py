"""What came of a visit, and what follows from it for the next."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from schemas.fetch_source import FetchSource
from schemas.reject import Reason
from schemas.settings import Fetching
from tasks.fetch.state import Day, SourceState


@dataclass(frozen=True)
class Visited:
    """Counts of one visit."""

    source: str
    kind: str
    failed: bool = False
    reason: Reason | None = None
    error: str | None = None
    """What it failed of; or what could not be read, although the rest could."""
    unchanged: bool = False
    """Whether the listing was as it had been."""
    listed: int = 0
    new: int = 0
    """Articles that were brought first."""
    changed: int = 0
    """New versions of articles."""
    refused: int = 0
    left: int = 0
    """Articles that wait for the next visit."""
    bytes: int = 0
    wait: float = 0.0
    """Seconds that the server asks to be left alone."""


def closed(
    state: SourceState, source: FetchSource, visited: Visited, now: datetime, fetching: Fetching
) -> SourceState:
    """Return the state after a visit: counts added, the next visit set, the past pruned.

    After failures the next visit is put off twice as long each time, up to `longest_backoff`.
    """
    failures = state.failures + 1 if visited.failed else 0
    update: dict[str, Any] = {
        "first_visit": state.first_visit or now,
        "last_visit": now,
        "failures": failures,
        "error": visited.error,
        "next_visit": now + _pause(source, failures, visited.wait, fetching),
        "days": {**state.days, now.date(): _added(state.days.get(now.date(), Day()), visited)},
    }
    if not visited.failed:
        update["last_success"] = now
    if visited.new or visited.changed:
        update["last_new"] = now
    return state.model_copy(update=update).pruned(now)


def _pause(source: FetchSource, failures: int, asked: float, fetching: Fetching) -> timedelta:
    usual = source.every.total_seconds()
    longest = max(usual, fetching.longest_backoff)
    backed_off = min(usual * 2.0 ** min(failures, 30), longest)
    return timedelta(seconds=max(backed_off, min(asked, longest)))


def _added(day: Day, visited: Visited) -> Day:
    return Day(
        visits=day.visits + 1,
        failures=day.failures + visited.failed,
        unchanged=day.unchanged + visited.unchanged,
        listed=day.listed + visited.listed,
        new=day.new + visited.new,
        changed=day.changed + visited.changed,
        refused=day.refused + visited.refused,
        bytes=day.bytes + visited.bytes,
    )
