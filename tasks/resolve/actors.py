"""People and organisations across documents."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple
from uuid import UUID

from schemas.event import Actor
from schemas.ids import content_uuid
from tasks.resolve.cluster import components
from tasks.resolve.identities import Identities
from tasks.resolve.names import Likeness, fold, is_organisation, likeness

ActorKind = Literal["state", "organisation", "person"]
Key = tuple[str, ...]
"""What a mention says by itself of who is meant; see `key_of`."""
LATE = date.max


class Form(NamedTuple):
    """A way in which texts name somebody."""

    name: str | None
    country: str | None
    role: str | None
    day: date | None
    """Publication, where the name is short and the day may tell who is meant."""


class Mentions(NamedTuple):
    """How often texts use a form, and when."""

    form: Form
    times: int
    first: date | None
    last: date | None


@dataclass
class Known:
    """Somebody with all his names and offices."""

    actor_id: UUID
    kind: ActorKind
    name: str
    country: str | None
    mentions: list[Mentions] = field(default_factory=list)


def find_actors(said: Iterable[Mentions], identities: Identities) -> dict[Form, Known]:
    """Return who is meant by each form; it follows from the set of them alone.

    Full names of one country that are spellings of each other are one. A family name alone is the
    one of that country who bears it, where there is only one.
    """
    keys: dict[Key, list[Mentions]] = defaultdict(list)
    for each in said:
        keys[key_of(each.form, identities)].append(each)
    return group_keys(keys, identities)


def group_keys(
    keys: Mapping[Key, Sequence[Mentions]], identities: Identities, beside: Iterable[Key] = ()
) -> dict[Form, Known]:
    """Return who is meant by each form, given by key.

    Args:
        keys: all keys of some actors, each with its forms.
        identities: what is known.
        beside: the keys of other actors that share a block with these. They have no part in what
            comes out but that a family name may be theirs.
    """
    listed = [*sorted(keys), *beside]
    found: dict[Form, Known] = {}
    for places in components(range(len(listed)), _links(listed)):
        ours = [(listed[place], keys[listed[place]]) for place in places if place < len(keys)]
        if ours:
            known = _known(ours, identities)
            found |= {each.form: known for each in known.mentions}
    return found


def key_of(form: Form, identities: Identities) -> Key:
    """Return what a form says by itself of who is meant; forms of one key are of one actor."""
    actor = Actor(name=form.name, country=form.country, role=form.role)
    party = identities.party(actor, form.day)
    if party.name is None:
        return ("state", party.country) if party.country else ("office", form.role or "")
    if party.known:
        return ("known", party.name)
    return ("name", party.country or "", *fold(party.name).ordered)


def blocks_of(key: Key) -> list[str]:
    """Return what a key must share with another for both to be of one actor."""
    if key[0] != "name":
        return []
    return [f"{key[1]} {token}" for token in dict.fromkeys(key[2:])]


def _links(keys: Sequence[Key]) -> list[tuple[int, int]]:
    """Pairs of keys that mean one; a short name is linked where only one can be meant."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        for block in blocks_of(key):
            blocks[block].append(place)
    links = set()
    for places in blocks.values():
        full = [place for place in places if len(keys[place]) > 3]
        same = [
            (one, other)
            for at, one in enumerate(full)
            for other in full[at + 1 :]
            if _same(keys[one], keys[other])
        ]
        links.update(same)
        short = [place for place in places if len(keys[place]) == 3]
        if short and len(components(full, same)) == 1:
            links.add((min(short[0], full[0]), max(short[0], full[0])))
    return sorted(links)


def _same(one: Key, other: Key) -> bool:
    return likeness(" ".join(one[2:]), " ".join(other[2:])) is Likeness.SAME


def _known(said: Sequence[tuple[Key, Sequence[Mentions]]], identities: Identities) -> Known:
    mentions = [each for _, listed in said for each in listed]
    first = min(said, key=lambda each: (each[0][0] != "known", _first(each[1]), each[0]))[0]
    name = first[1] if first[0] in ("known", "state", "office") else _best_name(mentions)
    countries = _counted((each.form.country, each.times) for each in mentions)
    kind = _kind(first, name, identities)
    country = max(countries, key=lambda each: (countries[each], each)) if countries else None
    return Known(content_uuid("actor", first), kind, name, country, mentions)


def _first(mentions: Sequence[Mentions]) -> date:
    return min(each.first or LATE for each in mentions)


def _best_name(mentions: Sequence[Mentions]) -> str:
    """The name that most reports use, among those that are more than a family name."""
    names = _counted((each.form.name, each.times) for each in mentions)
    full = [name for name in names if len(fold(name).tokens) > 1] or list(names)
    return max(full, key=lambda name: (names[name], name))


def _counted(said: Iterable[tuple[str | None, int]]) -> Mapping[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for value, count in said:
        if value is not None:
            counts[value] += count
    return counts


def _kind(key: Key, name: str, identities: Identities) -> ActorKind:
    if key[0] == "state":
        return "state"
    if name in identities.organisations or is_organisation(name):
        return "organisation"
    return "person"
