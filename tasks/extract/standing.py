"""What a name, a person or a state stands for as an actor."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from tasks.extract.individual import Individual
from tasks.extract.parties import Party, PartyKind
from tasks.extract.reading import Slice
from tasks.extract.vocabulary import Name


def last_two(parties: list[Party]) -> list[Party]:
    """The last two states of a row, in its order; empty if it has fewer."""
    kept: list[Party] = []
    for party in parties:
        if party.country is not None and all(party.country != k.country for k in kept):
            kept.append(party)
        if len(kept) == 2:
            return kept[::-1]
    return []


def party_of_name(name: Name) -> Party:
    """The actor that a name by itself stands for."""
    at = Slice(name.start, name.end)
    kinds: dict[str, PartyKind] = {
        "organisation": "organisation",
        "group": "group",
        "force": "force",
    }
    return Party(
        kind=kinds.get(name.kind, "state"),
        at=at,
        name=name.full,
        country=name.code,
        name_at=at if name.full else None,
        country_at=at if name.code else None,
    )


def belonging(person: Party, states: list[tuple[str, Slice]]) -> Party:
    """A person of whom the text gives no state, as one of the delegation's."""
    if person.country is not None or not states:
        return person
    return replace(person, country=states[0][0], country_at=states[0][1])


def state_of(party: Party) -> Party:
    """The state of a person or of people."""
    return Party("state", party.at, country=party.country, country_at=party.country_at)


def place_of(person: Individual, token: Token) -> Slice:
    """The mention of a person that holds `token`, or the word itself."""
    for mention in person.mentions:
        if mention.whole.start <= token.i < mention.whole.end:
            return mention.whole
    return Slice(token.i, token.i + 1)


def codes_of(names: Iterable[Name]) -> list[tuple[str, Slice]]:
    """Each code that names carry, with the words that say it first."""
    found: dict[str, Slice] = {}
    for name in names:
        if name.code is not None:
            found.setdefault(name.code, Slice(name.start, name.end))
    return list(found.items())
