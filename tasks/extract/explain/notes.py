"""What is told of the extraction of one document."""

from typing import Literal, Self

from schemas.base import Record
from schemas.event import EventType
from schemas.reject import Reject
from schemas.report import FieldName, Report
from tasks.extract.reading import Reading, Slice

MentionKind = Literal["actor", "place", "date", "count", "money", "thing"]


class Words(Record):
    """Characters [start, end) of the title or the text."""

    field: FieldName
    start: int
    end: int
    quote: str

    @classmethod
    def at(cls, reading: Reading, tokens: Slice) -> Self | None:
        """The words of a slice; null if empty or across title and text."""
        span = reading.span(tokens)
        found = reading.locate(span.start_char, span.end_char)
        if found is None:
            return None
        return cls(field=found.field, start=found.start, end=found.end, quote=found.quote)


class Mention(Record):
    """Words that can fill a role, and what they are read as."""

    words: Words
    kind: MentionKind
    meaning: str
    """Name, state and office of an actor; place and state; EDTF; bounds; dollars; category."""
    because: str | None = None
    """Where the state of a person comes from."""


class Filler(Record):
    """Words that stand in a role."""

    role: str
    words: Words
    by: str
    """The grammatical relation, or the network's probability in percent."""
    meaning: str | None
    """What they are read as; null where they are nobody and nothing that the role can take."""


class Outcome(Record):
    """What became of one draft of an attempt."""

    kind: Literal["record", "joined", "refused"]
    record: int | None = None
    """Number of the record, from 1, that it is or that it joined."""
    reason: str | None = None


class Attempt(Record):
    """A word that may tell of an event of a type."""

    type: EventType
    frame: str | None
    """Null where no frame knows the word."""
    trigger: Words
    chance: float | None = None
    """The network's probability; null where a frame alone tried."""
    fillers: tuple[Filler, ...] = ()
    outcomes: tuple[Outcome, ...]


class Looked(Record):
    """A passage that the gate looked at."""

    words: Words
    chance: float
    """Probability that it tells of an event."""


class Explanation(Record):
    """One document: its mentions, every attempt, and the records that came of them."""

    id: str
    title: str | None
    text: str
    sentences: tuple[int, ...]
    """Characters of the text at which its sentences begin."""
    extractor: str
    skipped: bool = False
    """Whether a run leaves the document unread; all else then tells what reading it gives."""
    glance: float | None = None
    """Half way up the network, the chance that its likeliest window tells of an event; null where
    the gate has stopped it before, or lets everything through."""
    passages: tuple[Looked, ...] = ()
    mentions: tuple[Mention, ...]
    attempts: tuple[Attempt, ...]
    reports: tuple[Report, ...]
    rejects: tuple[Reject, ...]
