"""What is remembered of a source between visits: one small file per source.

Not in the warehouse, which has one short-lived writer: a fetch writes all the time while a run may
load for minutes, and neither may wait for the other. A file per source, replaced as a whole, needs
no lock, survives a kill at any moment, and a damaged one costs only its own source. Each run brings
a copy into the warehouse for SQL (`tasks.fetch.record`).
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from pydantic import AwareDatetime, Field, ValidationError

from schemas.base import Record
from schemas.fetch_source import FetchSource
from schemas.reject import Reason
from schemas.settings import Settings
from tasks.fetch.answer import Validators

DAYS = 40
"""Days of which counts are kept here; the warehouse keeps all."""
FORGOTTEN_AFTER = timedelta(days=60)
"""Time after which an address that no listing names any more is forgotten."""
UNCHANGING = Validators()


class Known(Record):
    """An article that was seen."""

    blob_sha256: str | None = None
    """Bytes of its last version; None while there is none."""
    url: str | None = None
    """Its address, where that is another than the one listed: it has moved for good."""
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    input_id: str | None = None
    stamp: str | None = None
    """What the listing said of its last change when it was looked at last."""
    validators: Validators = UNCHANGING
    first_fetched: AwareDatetime | None = None
    looks: int = 0
    """Visits since it was fetched first that looked for corrections."""
    failures: int = 0
    refused: Reason | None = None
    """Why it was given up; it is tried again when the listing tells of a change."""
    listed: AwareDatetime
    """When a listing named it last."""


class Day(Record):
    """Counts of one day, UTC."""

    visits: int = 0
    failures: int = 0
    """Visits that failed."""
    unchanged: int = 0
    """Visits at which the listing had not changed."""
    listed: int = 0
    new: int = 0
    """Articles that were brought first."""
    changed: int = 0
    """New versions of articles."""
    refused: int = 0
    bytes: int = 0


class SourceState(Record):
    """All that is remembered of a source."""

    name: str
    address: str = ""
    """Where it was visited; at another address, listings are read anew."""
    validators: dict[str, Validators] = Field(default_factory=dict)
    """Address of a listing → what its last whole answer is recognised by."""
    known: dict[str, Known] = Field(default_factory=dict)
    """Address of an article → what is known of it."""
    first_visit: AwareDatetime | None = None
    last_visit: AwareDatetime | None = None
    last_success: AwareDatetime | None = None
    last_new: AwareDatetime | None = None
    next_visit: AwareDatetime | None = None
    failures: int = 0
    """Visits that failed since the last success."""
    error: str | None = None
    """What the last visit failed of."""
    days: dict[date, Day] = Field(default_factory=dict)

    def is_due(self, now: datetime) -> bool:
        """Tell whether it is time for a visit."""
        return self.next_visit is None or self.next_visit <= now

    def pruned(self, now: datetime) -> "SourceState":
        """Return the state without what is long past."""
        known = {
            url: each for url, each in self.known.items() if now - each.listed < FORGOTTEN_AFTER
        }
        days = {day: each for day, each in self.days.items() if (now.date() - day).days < DAYS}
        return self.model_copy(update={"known": known, "days": days})


def load_state(settings: Settings, name: str) -> SourceState:
    """Return what is remembered of a source; nothing, where its file is missing or damaged.

    A damaged file only means that pages are asked for once more: what they say is recognised.
    """
    try:
        return SourceState.model_validate_json(_path(settings, name).read_bytes())
    except (OSError, ValidationError):
        return SourceState(name=name)


def save_state(settings: Settings, state: SourceState) -> None:
    """Keep what is to be remembered, in place of what was."""
    path = _path(settings, state.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    partial.write_text(state.model_dump_json(exclude_defaults=True), "utf-8")
    partial.replace(path)


def kept_states(settings: Settings) -> list[SourceState]:
    """Return what is remembered of all sources, also of those that are no longer named."""
    names = sorted(path.stem for path in (settings.fetched / "state").glob("[!.]*.json"))
    return [load_state(settings, name) for name in names]


def states_of(sources: Iterable[FetchSource], settings: Settings) -> dict[str, SourceState]:
    """Return what is remembered of sources, by name."""
    return {source.name: load_state(settings, source.name) for source in sources}


def _path(settings: Settings, name: str) -> Path:
    return settings.fetched / "state" / f"{name}.json"
