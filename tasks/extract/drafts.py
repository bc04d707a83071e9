"""Drafts: events on the way to the record, with where the text says each value."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from schemas.event import EventType
from tasks.extract.confidence import Signs, weights
from tasks.extract.frames import Frame
from tasks.extract.parties import Party
from tasks.extract.reading import Slice
from tasks.extract.status import Factuality


@dataclass(frozen=True, slots=True)
class Where:
    """A named place and the state that it lies in."""

    place: str | None = None
    country: str | None = None
    place_at: Slice | None = None
    country_at: Slice | None = None
    beyond: tuple[str, ...] = ()
    """Codes of the states whose border it is, where that does not tell on which side."""
    of_several: bool = False
    """True of waters and of areas of several states: "the Black Sea", "East Asia"."""

    @property
    def known(self) -> bool:
        """True where either is told."""
        return self.place is not None or self.country is not None


def one_for_each_country(places: Iterable[Where]) -> list[Where]:
    """The first place of each country that names one below it, or else the country alone."""
    kept: dict[str, Where] = {}
    for where in places:
        key = where.country or f"place {where.place}"
        if key not in kept or (kept[key].place is None and where.place is not None):
            kept[key] = where
    return list(kept.values())


@dataclass(frozen=True, slots=True)
class When:
    """A date as EDTF, with the words that it came from."""

    edtf: str
    at: Slice


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its bounds, as the codebook reads "up to" and "more than"."""

    low: int | None
    high: int | None
    at: Slice


@dataclass(frozen=True, slots=True)
class Thing:
    """A unit or an item, as worded."""

    name: str
    at: Slice
    category: str = "other"
    amount: Amount | None = None


@dataclass(slots=True)
class Draft:
    """What one or more mentions tell of an event."""

    type: EventType
    frame: Frame
    trigger: Token
    factuality: Factuality
    where: Where = field(default_factory=Where)
    when: When | None = None
    roles: dict[str, list[Party]] = field(default_factory=dict)
    quotes: list[Slice] = field(default_factory=list)
    action: str | None = None
    mode: str | None = None
    troops: Amount | None = None
    units: list[Thing] = field(default_factory=list)
    items: list[Thing] = field(default_factory=list)
    origin: str | None = None
    value: tuple[float, Slice] | None = None
    speaker: Party | None = None
    others: list[Token] = field(default_factory=list)
    """Triggers of the mentions that were joined to this one."""
    stay: bool = False
    """The date is that of a whole stay, told in parts."""
    apart: bool = False
    """Told to be another one than that of the day ("his previous visit", "redeployed")."""
    weak: bool = False
    """Adds to another record, but is none by itself."""
    alternatives: list[tuple[str, str]] = field(default_factory=list)
    """Other values that the document gives, with their slots."""
    signs: Signs | None = None
    """What speaks for it; null where a frame made it."""

    @property
    def confidence(self) -> float:
        """Probability that the record is right."""
        if self.signs is None:
            return self.frame.confidence
        learned = weights()[self.type].confidence(self.signs)
        return max(learned, self.frame.confidence) if self.frame.vouched else learned

    @property
    def sure(self) -> bool:
        """True of drafts that become records."""
        trusted = self.signs is None or self.frame.vouched
        return trusted or self.confidence >= weights()[self.type].least

    def parties(self, role: str) -> list[Party]:
        """The actors in a role."""
        return self.roles.get(role, [])
