"""What is remembered of sources, brought into the warehouse for SQL."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from schemas.fetch_source import AnySource, WebSource
from schemas.settings import Settings
from tasks.fetch.config import load_sources
from tasks.fetch.state import SourceState, states_of
from warehouse.connection import writer
from warehouse.fetching import FetchDayRow, FetchSourceRow, record_fetching


def record(settings: Settings) -> None:
    """Record how fetching goes; doing it twice is doing it once.

    For a run to do, which holds the warehouse anyway: fetching itself never opens it.

    Raises:
        SourcesError: `sources.toml` is missing or wrong.
        WarehouseLockedError: another process holds the warehouse.
    """
    sources = load_sources(settings)
    states = states_of(sources, settings)
    with writer(settings) as connection:
        rows = _sources(sources, states, datetime.now(UTC))
        record_fetching(connection, rows, _days(states.values()))


def address_of(source: AnySource) -> str:
    """Return where a source is: its web address, or its path."""
    return source.url if isinstance(source, WebSource) else source.path


def _sources(
    sources: Iterable[AnySource], states: Mapping[str, SourceState], now: datetime
) -> Iterator[FetchSourceRow]:
    for source in sources:
        state = states[source.name]
        yield FetchSourceRow(
            name=source.name,
            kind=source.kind,
            address=address_of(source),
            publisher=source.publisher,
            enabled=source.enabled,
            every_seconds=int(source.every.total_seconds()),
            silent_after_seconds=int(source.silent_after.total_seconds()),
            first_visit=state.first_visit,
            last_visit=state.last_visit,
            last_success=state.last_success,
            last_new=state.last_new,
            next_visit=state.next_visit,
            failures=state.failures,
            error=state.error,
            recorded_at=now,
        )


def _days(states: Iterable[SourceState]) -> Iterator[FetchDayRow]:
    for state in states:
        for day, counts in state.days.items():
            yield FetchDayRow(state.name, day, **counts.model_dump())
