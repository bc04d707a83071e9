"""Records with their documents, made ready to be compared."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from schemas.event import Event
from tasks.resolve.facts import Facts, anchor_of, slots_of
from tasks.resolve.identities import Identities
from tasks.resolve.when import window_of

LAST = "9999-12-31"
"""Texts without a date come after all others."""


class Text(NamedTuple):
    """What of a document matters when its reports are grouped."""

    document: str
    """Its key."""
    uri: str
    content: str
    """Hash of what it says: decides between texts of one day."""
    copies: str
    """Key of its group of near-copies."""
    published: date | None = None
    publisher: str | None = None


class Told(NamedTuple):
    """A record of a text."""

    report_id: UUID
    event: Event
    nth: int
    """Records of the text with its type and first quote that come before it."""
    confidence: float = 1.0
    anchor: UUID | None = None
    """Key of the passage where it is known; else it is made of address and words."""


def numbered(records: Iterable[tuple[UUID, Event]]) -> list[Told]:
    """Return the records of one text, in their order, with their numbers."""
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for report_id, event in records:
        key = (event.type, event.evidence[0])
        found.append(Told(report_id, event, seen[key]))
        seen[key] += 1
    return found


def facts_of(text: Text, told: Told, identities: Identities) -> Facts:
    """Return what matters of a record when it is compared with others."""
    event = told.event
    sides = {
        slot: tuple(identities.party(actor, text.published) for actor in who)
        for slot, who in slots_of(event).items()
    }
    term = identities.term(party for side in sides.values() for party in side)
    anchor = told.anchor or anchor_of(text.uri, event, told.nth)
    day = text.published.isoformat() if text.published else LAST
    return Facts(
        report_id=told.report_id,
        anchor=anchor,
        document=text.document,
        copies=text.copies,
        publisher=text.publisher,
        published=text.published,
        order=(day, text.content, text.document, str(anchor)),
        event=event,
        sides=sides,
        window=window_of(event, text.published, term),
        confidence=told.confidence,
    )
