"""Visits: who travels where, received by whom."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from tasks.extract.arguments import Argument, noun_arguments, verb_arguments
from tasks.extract.drafts import Draft, Where
from tasks.extract.frames import Frame
from tasks.extract.grammar import children, is_verbal, preposition
from tasks.extract.parties import Party, without_states_of_persons
from tasks.extract.proposals import Proposal
from tasks.extract.scene import Scene
from tasks.extract.words import wordlist

BY_NOUN = ("poss", "by", "subject", "of", "modifier")
"""Where a noun's visitor is looked for, best first."""

POINTING = frozenset({"object", "to", "into", "in", "inside", "at", "on", "across", "around"})
"""Relations to a trigger in which a place may stand."""

PORT_CALLERS = frozenset({"platform"})


def fill(proposal: Proposal, scene: Scene) -> list[Draft]:
    """The visit that a proposal tells of; none without a visitor of rank and a destination."""
    visitors = _visitors(proposal, scene)
    if not visitors:
        return []
    places = _destinations(proposal, scene, visitors)
    visitors = travellers(visitors, proposal.trigger, places, scene)
    hosts = scene.actors.of(proposal.tokens("hosts"))
    hosts = [h for h in hosts if h.identity not in {v.identity for v in visitors}]
    if "hosts" in proposal.frame.requires and not hosts:
        return []
    weak = proposal.frame.name in ("visit.receive", "visit.welcome", "visit.noun")
    if not places and not weak:
        return []
    draft = scene.draft(proposal)
    if draft is None or received_at_home(proposal.frame, visitors, places):
        return []
    draft.apart = is_earlier(proposal.trigger)
    draft.weak = not places
    draft.roles = {"visitors": without_states_of_persons(visitors), "hosts": _hosts(hosts)}
    return [replace(draft, where=where, roles=dict(draft.roles)) for where in places or [Where()]]


def travellers(
    visitors: list[Party], trigger: Token, places: Sequence[Where], scene: Scene
) -> list[Party]:
    """The visitors; the subject of the clause where "his" visit would be one to his own state."""
    mine = [t for t in children(trigger, "nmod") if t.tag_ == "PRP$"]
    states = {where.country for where in places}
    if not mine or {visitor.country for visitor in visitors} != states:
        return visitors
    others = [p for p in scene.actors.implied(trigger) if p.country not in (None, *states)]
    return others or visitors


def pointed_at(trigger: Token, scene: Scene) -> list[Where]:
    """The place that the words for a visit point to: "is due in the Kenyan capital"."""
    told = verb_arguments(trigger) if is_verbal(trigger) else noun_arguments(trigger, frozenset())
    words = [trigger, *(a.token for a in told if a.relation in POINTING)]
    where = scene.places.of(word for word in words if scene.places.may_name(word))
    return [where] if where.known else []


def received_at_home(frame: Frame, visitors: Iterable[Party], places: Iterable[Where]) -> bool:
    """Whether hosts are told to receive people in these people's own state: a wrong reading."""
    received = "subject" in frame.roles.get("hosts", ())
    states = {visitor.country for visitor in visitors}
    return received and any(w.country is not None and states == {w.country} for w in places)


def is_earlier(trigger: Token) -> bool:
    """True of a "previous visit", which is not the visit of the day."""
    return any(t.lower_ in wordlist().earlier for t in children(trigger, "amod"))


def _visitors(proposal: Proposal, scene: Scene) -> list[Party]:
    if proposal.frame.nouns:
        for relation in BY_NOUN:
            tokens = [a.token for a in proposal.roles.get("visitors", ()) if a.relation == relation]
            found = [p for p in scene.actors.of(tokens) if _may_visit(p, relation == "modifier")]
            if found:
                return found
        return _implied(proposal, scene)
    found = scene.actors.of(proposal.tokens("visitors"))
    return [p for p in found if _may_visit(p, plain=False) or calls_at_port(p, proposal, scene)]


def _implied(proposal: Proposal, scene: Scene) -> list[Party]:
    """Who is on a visit: the subject of "… during a visit to Moscow"."""
    if preposition(proposal.trigger) not in ("during", "on", "after", "before", "following", "in"):
        return []
    return [p for p in scene.actors.implied(proposal.trigger) if p.kind == "person"]


def _may_visit(party: Party, plain: bool) -> bool:
    """Persons and delegations travel; a bare state does so only as a noun's modifier, of people."""
    if party.kind == "person":
        return party.country is not None or party.role is not None
    if party.kind in ("people", "organisation"):
        return party.kind == "people" or not plain
    return party.kind == "group" and not plain


def calls_at_port(party: Party, proposal: Proposal, scene: Scene) -> bool:
    """A warship in a foreign port is a visit of its state."""
    if party.kind != "force" or proposal.trigger.lemma_ not in ("arrive", "visit", "dock"):
        return False
    formation = scene.reading.terms.formations.get(party.at.start)
    ship = formation is not None and formation.row.kind in PORT_CALLERS
    places = proposal.tokens("place")
    return ship and any(_is_port(t) for t in places)


def _is_port(token: Token) -> bool:
    return token.lemma_.lower() in ("port", "harbor", "harbour")


def _destinations(proposal: Proposal, scene: Scene, visitors: list[Party]) -> list[Where]:
    """Where the visit goes: a place for each country of the first argument that names one."""
    given = [a for a in proposal.roles.get("place", ()) if not _is_visitor(a.token, visitors)]
    order = {"to": 0, "object": 0, "in": 1, "into": 1, "at": 2, "on": 3, "for": 4, "modifier": 5}
    for argument in sorted(given, key=lambda a: order.get(a.relation, 9)):
        departs = proposal.trigger.lemma_ in wordlist().departures
        if argument.relation == "for" and not departs:
            continue
        found = scene.places.each([argument.token])
        if len(found) == 1:
            return [_refined(found[0], given, scene)]
        if found:
            return found
    return []


def _refined(found: Where, given: list[Argument], scene: Scene) -> Where:
    """A country made precise by another argument that names a place in it."""
    if found.place is not None:
        return found
    for argument in given:
        other = scene.where([argument.token])
        if other.place is not None and other.country == found.country:
            return other
    return found


def _is_visitor(token: Token, visitors: list[Party]) -> bool:
    return any(v.at.start <= token.i < v.at.end for v in visitors)


def _hosts(parties: list[Party]) -> list[Party]:
    kept = [p for p in parties if p.kind in ("person", "people", "state", "organisation", "group")]
    return without_states_of_persons(kept)
