"""Which sources are visited now, and in which company."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from schemas.fetch_source import AnySource, WebSource
from tasks.fetch.state import SourceState
from tasks.fetch.urls import origin

FOLDERS = "folders"


class Company(NamedTuple):
    """Sources that are visited one after another, because they ask the same host."""

    host: str
    sources: tuple[AnySource, ...]


def due(
    sources: Sequence[AnySource], states: Mapping[str, SourceState], now: datetime
) -> tuple[AnySource, ...]:
    """Return the sources whose next visit has come, those that wait longest first."""
    waiting = [source for source in sources if states[source.name].is_due(now)]
    return tuple(sorted(waiting, key=lambda source: _since(states[source.name])))


def by_host(sources: Sequence[AnySource]) -> tuple[Company, ...]:
    """Put sources of one host together, in their order."""
    companies: dict[str, list[AnySource]] = {}
    for source in sources:
        host = origin(source.url)[1] if isinstance(source, WebSource) else FOLDERS
        companies.setdefault(host, []).append(source)
    return tuple(Company(host, tuple(members)) for host, members in companies.items())


def _since(state: SourceState) -> float:
    return state.next_visit.timestamp() if state.next_visit else 0.0
