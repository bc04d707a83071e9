"""Visits: who travels where, received by whom."""

from spacy.tokens import Token

from tasks.extract.drafts import Draft, Where
from tasks.extract.parties import Party, without_states_of_persons
from tasks.extract.proposals import Proposal
from tasks.extract.scene import Scene
from tasks.extract.words import wordlist

BY_NOUN = ("poss", "by", "subject", "of", "modifier")
"""Where a noun's visitor is looked for, best first."""

PORT_CALLERS = frozenset({"platform"})
VAGUE = frozenset({"area", "region"})


def fill(proposal: Proposal, scene: Scene) -> list[Draft]:
    """The visit that a proposal tells of; none without a visitor of rank and a destination."""
    visitors = _visitors(proposal, scene)
    if not visitors:
        return []
    where = _destination(proposal, scene, visitors)
    hosts = scene.actors.of(proposal.tokens("hosts"))
    hosts = [h for h in hosts if h.identity not in {v.identity for v in visitors}]
    if "hosts" in proposal.frame.requires and not hosts:
        return []
    weak = proposal.frame.name in ("visit.receive", "visit.welcome", "visit.noun")
    if not where.known and not weak:
        return []
    draft = scene.draft(proposal)
    if draft is None:
        return []
    draft.where, draft.weak = where, weak and not where.known
    draft.roles = {"visitors": without_states_of_persons(visitors), "hosts": _hosts(hosts)}
    return [draft]


def _visitors(proposal: Proposal, scene: Scene) -> list[Party]:
    if proposal.frame.nouns:
        for relation in BY_NOUN:
            tokens = [a.token for a in proposal.roles.get("visitors", ()) if a.relation == relation]
            found = [p for p in scene.actors.of(tokens) if _may_visit(p, relation == "modifier")]
            if found:
                return found
        return []
    found = scene.actors.of(proposal.tokens("visitors"))
    return [p for p in found if _may_visit(p, plain=False) or calls_at_port(p, proposal, scene)]


def _may_visit(party: Party, plain: bool) -> bool:
    """Persons and delegations travel; a bare state does so only as a noun's modifier, of people."""
    if party.kind == "person":
        return party.country is not None or party.role is not None
    if party.kind == "people":
        return True
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


def _destination(proposal: Proposal, scene: Scene, visitors: list[Party]) -> Where:
    given = [a for a in proposal.roles.get("place", ()) if not _is_visitor(a.token, visitors)]
    order = {"to": 0, "object": 0, "in": 1, "into": 1, "at": 2, "on": 3, "for": 4, "modifier": 5}
    for argument in sorted(given, key=lambda a: order.get(a.relation, 9)):
        if argument.relation == "for" and proposal.trigger.lemma_ not in wordlist().departures:
            continue
        found = scene.where([argument.token])
        if found.known:
            return _refined(found, given, scene)
    return Where()


def _refined(found: Where, given: list, scene: Scene) -> Where:  # type: ignore[type-arg]
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
