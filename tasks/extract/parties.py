"""Who can take part: a person, a state, an organisation, a movement, people or forces of one."""

from dataclasses import dataclass, replace
from typing import Literal

from tasks.extract.reading import Slice
from tasks.extract.words import wordlist

PartyKind = Literal["person", "state", "people", "organisation", "group", "force"]


@dataclass(frozen=True, slots=True)
class Party:
    """An actor on the way to the record; slices say where the text gives each part.

    `individual` numbers the persons of a document, so that two mentions can be seen to be one.
    """

    kind: PartyKind
    at: Slice
    name: str | None = None
    country: str | None = None
    role: str | None = None
    name_at: Slice | None = None
    country_at: Slice | None = None
    role_at: Slice | None = None
    individual: int | None = None
    plural: bool = False
    listed: bool = True
    """False of an organisation that no list has."""

    @property
    def identity(self) -> tuple[str, str]:
        """Equal for mentions of one actor."""
        if self.individual is not None:
            return "person", str(self.individual)
        if self.name is not None:
            return "name", self.name.lower()
        return "state", self.country or self.role or ""

    @property
    def known(self) -> bool:
        """True where the record can say who it is."""
        return self.name is not None or self.country is not None

    def with_role(self, role: str | None, at: Slice | None) -> "Party":
        """The same party in the office `role`, unless it has one."""
        return self if self.role or role is None else replace(self, role=role, role_at=at)


def unlike(parties: list[Party]) -> list[Party]:
    """Each actor once, the first mention of it, completed by later ones."""
    kept: dict[tuple[str, str], Party] = {}
    for party in parties:
        first = kept.setdefault(party.identity, party)
        if first.country is None and party.country is not None:
            first = replace(first, country=party.country, country_at=party.country_at)
        kept[party.identity] = first.with_role(party.role, party.role_at)
    return list(kept.values())


def without_states_of_persons(parties: list[Party]) -> list[Party]:
    """Drop an unnamed state where named people of it are in the same role (codebook)."""
    named = {p.country for p in parties if p.name is not None and p.country is not None}
    return [p for p in parties if p.name is not None or p.country not in named]


def sides(parties: list[Party]) -> int:
    """How many states, organisations or movements are represented; unknown ones count singly."""
    groups = {p.name if p.kind == "group" else p.country or p.identity for p in parties}
    return len(groups)


def may_represent(party: Party) -> bool:
    """Whether an actor can stand for a state, an international organisation or a movement."""
    if not party.listed:
        return party.country is not None
    return party.kind != "person" or party.country is not None or party.role is not None


def is_outlet(party: Party) -> bool:
    """Whether an actor is a newspaper, an agency or a broadcaster."""
    return party.name is not None and party.name.lower() in wordlist().outlets
