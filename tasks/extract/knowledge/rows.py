"""What one row of each data file may say."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from schemas.codes import Affiliation, State
from schemas.edtf import Span
from schemas.event import Category

SEPARATOR = "|"
"""Stands between the values of a cell that holds several."""


def split_cell(cell: object) -> object:
    """Return the values of a cell, in order, each once; anything but a string unchanged."""
    if not isinstance(cell, str):
        return cell
    return tuple(dict.fromkeys(part.strip() for part in cell.split(SEPARATOR) if part.strip()))


Values = Annotated[tuple[str, ...], BeforeValidator(split_cell)]
Name = Annotated[str, Field(min_length=1)]


def _first_day(cell: object) -> object:
    return Span.parse(cell).start if isinstance(cell, str) else cell


def _last_day(cell: object) -> object:
    return Span.parse(cell).end if isinstance(cell, str) else cell


FirstDay = Annotated[date, BeforeValidator(_first_day)]
LastDay = Annotated[date, BeforeValidator(_last_day)]


class Row(BaseModel):
    """A frozen row; `key` names the columns by which a user's row meets a shipped one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: ClassVar[tuple[str, ...]]


class StateRow(Row):
    """A state or territory, with every way in which news writes it.

    `metonyms` are seats of government ("the Kremlin"); `capitals` stand for the state as well when
    they act ("Seoul said"), and are places otherwise. `forces` are its armed forces by names that
    tell the state ("the Bundeswehr"). A name that two states share ("Congolese")
    stands in both rows. `neighbours` are the codes of the states that it has a border with on land.
    """

    key = ("code",)

    code: State
    name: Name
    aliases: Values = ()
    adjectives: Values = ()
    people: Values = ()
    capitals: Values = ()
    metonyms: Values = ()
    forces: Values = ()
    neighbours: Values = ()


class OrganisationRow(Row):
    """An international organisation; `bodies` act for it: its organs and missions.

    `country` is the codebook's code, or empty where it gives none.
    """

    key = ("name",)

    name: Name
    country: Affiliation | None = None
    aliases: Values = ()
    abbreviations: Values = ()
    bodies: Values = ()


class GroupRow(Row):
    """An armed or political movement or a private military company.

    `country` is where it is based; empty where that is no one state.
    """

    key = ("name",)

    name: Name
    country: State | None = None
    aliases: Values = ()
    people: Values = ()
    kind: Literal["armed", "political", "company"] = "armed"


OfficeKind = Literal[
    "head_of_state",
    "monarch",
    "head_of_government",
    "minister",
    "diplomat",
    "security",
    "military",
    "legislator",
    "organisation",
    "party",
    "spokesperson",
    "local",
    "official",
    "former",
]
RANKS: tuple[OfficeKind, ...] = (
    "head_of_state",
    "monarch",
    "head_of_government",
    "organisation",
    "minister",
    "security",
    "military",
    "diplomat",
    "legislator",
    "party",
    "official",
    "local",
    "spokesperson",
    "former",
)
"""Kinds of office from the most to the least telling one of who acts."""


class OfficeRow(Row):
    """A title of office, in lower case unless it is a name or an abbreviation.

    `acts_for` is what a holder represents; `none` where the title alone does not tell. `country`
    is that of a title which only one state or organisation gives.
    """

    key = ("title",)

    title: Name
    plurals: Values = ()
    kind: OfficeKind
    portfolio: str | None = None
    country: Affiliation | None = None
    acts_for: Literal["state", "organisation", "party", "locality", "none"] = "none"
    aliases: Values = ()

    @property
    def rank(self) -> int:
        """Place of the kind in `RANKS`; 0 is the highest."""
        return RANKS.index(self.kind)


class OfficeHolderRow(Row):
    """A term of a person in an office.

    `since` and `until` are written as a day, a month (`2012-05`) or a year, and read as the first
    and the last day of it.
    """

    key = ("person", "country", "office", "since")

    person: Name
    aliases: Values = ()
    country: Affiliation
    office: Name
    since: FirstDay | None = None
    until: LastDay | None = None

    @model_validator(mode="after")
    def _ordered(self) -> "OfficeHolderRow":
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"the term of {self.person} ends {self.until}, before {self.since}")
        return self

    def holds(self, day: date) -> bool:
        """Tell whether the term covers `day`; an open end is taken as going on."""
        return (self.since or day) <= day <= (self.until or day)


class WeaponRow(Row):
    """A weapon or piece of equipment: a common noun or a designation.

    `generic` words ("weapons", "military equipment") tell of a transfer but are no item.
    """

    key = ("term",)

    term: Name
    plurals: Values = ()
    category: Category
    kind: Literal["noun", "designation"] = "noun"
    generic: bool = False
    aliases: Values = ()


class FormationRow(Row):
    """A noun for forces: a unit, a platform or people.

    `counts_people` tells that a number before it counts heads; `unit` that the phrase is listed
    among the units of a deployment.
    """

    key = ("term",)

    term: Name
    plurals: Values = ()
    counts_people: bool = False
    unit: bool = True
    kind: Literal["formation", "platform", "people"] = "formation"


class ShipPrefixRow(Row):
    """Letters before the name of a warship that tell its navy: USS, HMAS."""

    key = ("prefix",)

    prefix: Name
    country: State


class HedgeRow(Row):
    """A word or phrase that changes whether and how an event counts.

    Verbs, nouns and adjectives stand as lemmas; phrases as written, in lower case. The same word
    may carry several kinds.
    """

    key = ("phrase", "kind", "form")

    phrase: Name
    kind: Literal["hedge", "negation", "planning", "cancelling", "denying", "unreal", "saying"]
    form: Literal["verb", "noun", "adjective", "adverb", "modal", "conjunction", "phrase"]


class PlaceRow(Row):
    """A named place below country level: a region, sea, base, airport, island, border area.

    `country` is empty for seas and for areas of several states. Latitude and longitude in degrees.
    """

    key = ("name", "country")

    name: Name
    country: State | None = None
    kind: Literal[
        "city", "region", "sea", "base", "airport", "island", "border", "site", "crossing"
    ]
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    aliases: Values = ()

    @model_validator(mode="after")
    def _both_or_none(self) -> "PlaceRow":
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError(f"{self.name}: give latitude and longitude, or neither")
        return self
