"""Everything in a document that can fill a role: actors, places, dates, numbers, sums, things.

A model, or a person, points at words; the candidate at those words says what the record contains.
Candidates may overlap: "Paris" is a place and a state that acts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Span, Token

from tasks.extract.drafts import Amount, Thing, When, Where
from tasks.extract.goods import is_civil
from tasks.extract.movements import is_movement_name, unlisted
from tasks.extract.parties import Party, unlike
from tasks.extract.reading import Slice
from tasks.extract.scene import Scene
from tasks.extract.standing import party_of_name
from tasks.extract.words import wordlist

CandidateKind = Literal["actor", "place", "date", "count", "money", "thing"]
NOMINAL = ("NOUN", "PROPN", "PRON")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention at tokens `at`, with `head` the one that stands for it in the parse.

    The kind tells which values are filled: `parties` of an actor (several for "the two leaders"),
    `where` of a place, `when` and `coming` of a date (as told of the past and of the future; null
    where that does not tell it), `amount` of a count, `usd` of money, and of a thing `item` (null
    for formations and for words such as "arms") and `unit` (the same with its number).
    """

    kind: CandidateKind
    at: Slice
    head: int
    parties: tuple[Party, ...] = ()
    where: Where | None = None
    when: When | None = None
    coming: When | None = None
    amount: Amount | None = None
    usd: float | None = None
    item: Thing | None = None
    unit: Thing | None = None


def candidates(scene: Scene) -> list[Candidate]:
    """All candidates of a document, in order of their heads, then of their kinds."""
    found = [
        *_persons(scene),
        *_actors(scene),
        *_organisations(scene),
        *_places(scene),
        *_dates(scene),
        *_counts(scene),
        *_sums(scene),
        *_things(scene),
    ]
    return sorted(found, key=lambda c: (c.head, c.kind, c.at))


def _persons(scene: Scene) -> Iterator[Candidate]:
    cast = scene.actors.cast
    for person in cast.people:
        for mention in person.mentions:
            party = cast.party(person, mention.whole)
            if party.known:
                head = scene.reading.span(mention.name).root.i
                yield Candidate("actor", mention.whole, head, parties=(party,))


def _actors(scene: Scene) -> Iterator[Candidate]:
    """States, organisations, groups, peoples, forces, pronouns, offices without a name."""
    terms, by_person = scene.reading.terms, scene.actors.cast.by_token
    for token in scene.reading.doc:
        ship = terms.ships.get(token.i)
        if token.i in by_person or (ship is not None and token.i != ship.end - 1):
            continue
        name = terms.names.get(token.i)
        if ship is not None:
            at, parties = Slice(ship.start, ship.end), scene.actors.resolve(token)
        elif name is not None and token.i == name.end - 1:
            at = Slice(name.start, name.end)
            parties = scene.actors.resolve(token) or [party_of_name(name)]
        elif name is None and (token.pos_ in NOMINAL or token.tag_ == "PRP$"):
            at, parties = phrase_of(token), scene.actors.resolve(token)
        else:
            continue
        known = unlike([p for p in parties if p.known])
        if known:
            yield Candidate("actor", at, token.i, parties=tuple(known))


def _organisations(scene: Scene) -> Iterator[Candidate]:
    """Organisations that no list has, companies above all."""
    for entity in scene.reading.doc.ents:
        ship = entity.start in scene.reading.terms.ships
        if entity.label_ != "ORG" or ship or is_movement_name(entity) or _is_of_state(entity):
            continue
        party = unlisted(scene.reading, entity)
        if party is not None and entity.root.i not in scene.actors.cast.by_token:
            yield Candidate("actor", party.at, entity.root.i, parties=(party,))


def _is_of_state(entity: Span) -> bool:
    """True of "the Ministry of Defence": the state itself, which stands before it or behind."""
    return any(token.lower_ in wordlist().state_bodies for token in entity)


def phrase_of(head: Token) -> Slice:
    """A noun with what stands before it: determiner, number, modifiers."""
    start = max(head.left_edge.i, head.sent.start)
    while start < head.i and head.doc[start].pos_ in ("CCONJ", "PUNCT", "ADP", "SCONJ", "VERB"):
        start += 1
    return Slice(start, head.i + 1)


def _places(scene: Scene) -> Iterator[Candidate]:
    seen: set[Slice] = set()
    for token in scene.reading.doc:
        if not scene.places.may_name(token):
            continue
        where = scene.places.at(token)
        at = where.place_at or where.country_at
        if where.known and at is not None:
            own = Slice(token.i, token.i + 1) if not at.start <= token.i < at.end else at
            if own not in seen:
                seen.add(own)
                yield Candidate("place", own, scene.reading.span(own).root.i, where=where)


def _dates(scene: Scene) -> Iterator[Candidate]:
    for expression in scene.moments.expressions:
        when = scene.moments.resolved(expression, future=False)
        coming = scene.moments.resolved(expression, future=True)
        if when is not None or coming is not None:
            head = scene.reading.span(expression.at).root.i
            yield Candidate("date", expression.at, head, when=when, coming=coming)


def _counts(scene: Scene) -> Iterator[Candidate]:
    for amount in scene.measures.amounts:
        head = scene.reading.span(amount.at).root.i
        yield Candidate("count", amount.at, head, amount=amount)


def _sums(scene: Scene) -> Iterator[Candidate]:
    for usd, at in scene.measures.sums:
        yield Candidate("money", at, scene.reading.span(at).root.i, usd=usd)


def _things(scene: Scene) -> Iterator[Candidate]:
    terms = scene.reading.terms
    things = scene.things
    for i, weapon in terms.weapons.items():
        if i == weapon.end - 1 and not is_civil(weapon, scene):
            item = None if weapon.row.generic else things.item(weapon)
            unit = things.unit(weapon)
            yield Candidate("thing", unit.at, i, item=item, unit=unit)
    for i, ship in terms.ships.items():
        if i == ship.end - 1:
            unit = things.ship(ship)
            yield Candidate("thing", unit.at, i, item=unit, unit=unit)
    for i, formation in terms.formations.items():
        if i == formation.end - 1:
            unit = things.unit(formation)
            yield Candidate("thing", unit.at, i, unit=unit)
