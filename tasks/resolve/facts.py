"""What of a report matters when it is compared with others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from schemas.event import Actor, Deployment, Event, Meeting, Transfer, Visit
from schemas.ids import content_uuid
from tasks.resolve.when import Window


class Party(NamedTuple):
    """Somebody who takes part, under the name by which sitrep knows him."""

    name: str | None
    """Null for a state itself, its unnamed officials, its forces."""
    country: str | None
    office: str | None = None
    """The office, under the title by which sitrep knows it."""
    post: str | None = None
    """What sets that office apart from others, where one can have only one of its kind."""
    known: bool = False
    """True where the name is one that sitrep or the user knows: two of these are two people."""
    body: bool = False
    """True for an organisation or a movement: it meets and moves more often than one person."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A report, made ready to be compared."""

    report_id: UUID
    anchor: UUID
    """Key of the passage that tells it: see `anchor_of`."""
    document: str
    """Key of the text: two reports of one text are two events."""
    copies: str
    """Key of the group of near-copies that the text belongs to."""
    publisher: str | None
    published: date | None
    order: tuple[str, ...]
    """Place in the order in which reports came out: day, content, document, anchor."""
    event: Event
    sides: Mapping[str, tuple[Party, ...]]
    """Slot → who fills it."""
    window: Window
    confidence: float = 1.0

    @property
    def content(self) -> str:
        """Hash of what the text says."""
        return self.order[1]


def same_copy(report: Facts) -> tuple[str, date | None, str]:
    """Key of reports that near-copies of one text, out on one day, make word for word alike.

    They are one event without being compared: a story that thousand papers print is one node of
    the graph and not half a million pairs.
    """
    return report.copies, report.published, report.event.model_dump_json()


def anchor_of(uri: str, event: Event, nth: int) -> UUID:
    """Return the key of the passage that tells of an event: of the report, and of an event.

    It outlives a new version of the extractor that reads more out of the passage, and a new
    version of the article that keeps it.

    Args:
        uri: address of the article.
        event: the record; its type and first quote count.
        nth: how many records of the article with that type and quote come before it.
    """
    return content_uuid("event", (uri, event.type, event.evidence[0], str(nth)))


def slots_of(event: Event) -> dict[str, tuple[Actor, ...]]:
    """Return who takes part, by slot."""
    match event:
        case Visit():
            return {"visitors": event.visitors, "hosts": event.hosts}
        case Meeting():
            return {"participants": event.participants}
        case Deployment():
            return {"force": (event.force,)}
        case Transfer():
            return {"supplier": (event.supplier,), "recipient": (event.recipient,)}
