"""Deployments: whose forces are sent, stationed or withdrawn, how many, and where."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from tasks.extract.borders import on_own_side
from tasks.extract.drafts import Draft, Thing, Where
from tasks.extract.grammar import children, conjuncts, is_passive
from tasks.extract.parties import Party
from tasks.extract.proposals import Proposal
from tasks.extract.scene import Scene
from tasks.extract.status import SETTLED
from tasks.extract.visits import calls_at_port
from tasks.extract.words import wordlist

PLATFORMS = frozenset({"aircraft", "drone", "helicopter", "ship", "air_defence", "missile"})
REACH = 60
"""Words back in which "they" finds its forces."""


WITHOUT_PLACE = frozenset(
    {"deployment.send", "deployment.withdraw", "deployment.contribute", "deployment.pledge"}
)


def fill(proposal: Proposal, scene: Scene) -> list[Draft]:
    """One draft for each state whose forces a proposal names."""
    heads = _forces(proposal, scene)
    if not heads:
        return []
    parties = _owners(proposal, scene, heads)
    where = _where(proposal, scene, heads)
    if any(calls_at_port(p, proposal, scene) for p in parties):
        return []
    if not parties or (not where.known and proposal.frame.name not in WITHOUT_PLACE):
        return []
    own = _own_ground(proposal, parties) if not where.known else None
    where = Where(None, own.country, None, own.country_at) if own else where
    draft = scene.draft(proposal)
    if draft is None:
        return []
    draft.action, draft.where = proposal.frame.action, where
    _stays(draft)
    draft.troops = scene.measures.troops(heads)
    draft.units = _units(heads, scene)
    draft.weak = not where.known
    draft.apart = proposal.trigger.lemma_.lower().startswith("redeploy")
    made = [_for(draft, party, len(parties)) for party in parties]
    return [at_their_border(each, scene) for each in made]


def _stays(draft: Draft) -> None:
    """Make it a presence where forces "are stationed", which lasts if told in the present."""
    trigger, factuality = draft.trigger, draft.factuality
    if factuality.status not in SETTLED:
        return
    if trigger.lemma_.lower() in wordlist().stations and is_passive(trigger):
        draft.action = "presence"
    finite = [trigger, *children(trigger, "aux")]
    if draft.action == "presence" and any(verb.tag_ in ("VBZ", "VBP") for verb in finite):
        draft.factuality = replace(factuality, status="ongoing")


def at_their_border(draft: Draft, scene: Scene) -> Draft:
    """A deployment to the border of a neighbour, on the side of those who are sent."""
    force = draft.roles["force"][0]
    return replace(
        draft, where=on_own_side(draft.where, force, scene.lexicon.neighbours(force.country))
    )


def _own_ground(proposal: Proposal, parties: list[Party]) -> Party | None:
    """The state that sends its forces "to the border" or "onto the streets"."""
    nouns = {t.lemma_.lower() for t in proposal.tokens("place")}
    sole = len({p.country for p in parties}) == 1
    return parties[0] if sole and nouns & wordlist().own_ground else None


def _for(draft: Draft, party: Party, of: int) -> Draft:
    alone = of == 1
    return replace(
        draft,
        roles={"force": [party]},
        troops=draft.troops if alone else None,
        units=draft.units if alone else [],
    )


def _forces(proposal: Proposal, scene: Scene) -> list[Token]:
    """The words for the forces themselves."""
    tokens = [c for t in proposal.tokens("force") for c in conjuncts(t)]
    tokens = [_meant(t, scene) for t in tokens]
    heads = [t for t in tokens if _is_force(t, proposal, scene)]
    if heads or "sender" in proposal.frame.roles:
        return heads
    whole = proposal.trigger.lemma_ in wordlist().takes_ground or not _has_object(proposal)
    if proposal.trigger.lemma_ in wordlist().own_forces and whole:
        return [t for t in tokens if _acts_itself(t, scene)]
    return []


def _has_object(proposal: Proposal) -> bool:
    return any(a.relation == "object" for a in proposal.arguments)


def _meant(token: Token, scene: Scene) -> Token:
    """The forces that "they" are: the latest ones named in the sentences before."""
    if token.lower_ not in wordlist().they_forces:
        return token
    return _formation_before(token, scene) or token


def named_before(token: Token, scene: Scene) -> list[Party]:
    """Whose forces those are that were named last before a word."""
    formation = _formation_before(token, scene)
    return [] if formation is None else scene.actors.resolve(formation)


def _formation_before(token: Token, scene: Scene) -> Token | None:
    formations = scene.reading.terms.formations
    for i in range(token.i - 1, max(-1, token.i - REACH), -1):
        if i in formations and scene.actors.resolve(token.doc[i]):
            return token.doc[i]
    return None


def _is_force(token: Token, proposal: Proposal, scene: Scene) -> bool:
    terms = scene.reading.terms
    formation = terms.formations.get(token.i)
    if formation is not None and formation.end == token.i + 1:
        armed = formation.row.term not in wordlist().vague_forces or _is_armed(token)
        return armed and token.i not in scene.actors.cast.by_token
    weapon = terms.weapons.get(token.i)
    moved = proposal.trigger.lemma_.lower() in wordlist().platform_verbs
    return moved and weapon is not None and weapon.row.category in PLATFORMS


def _is_armed(token: Token) -> bool:
    """True of a military team, an army unit, peacekeeping personnel."""
    return any(t.lemma_.lower() in wordlist().armed for t in token.subtree if t.i < token.i)


def _acts_itself(token: Token, scene: Scene) -> bool:
    return any(p.kind in ("state", "group") for p in scene.actors.resolve(token))


def _owners(proposal: Proposal, scene: Scene, heads: list[Token]) -> list[Party]:
    """Whose forces they are: by the words themselves, else whoever sends them."""
    found: list[Party] = []
    for head in heads:
        for party in scene.actors.resolve(head):
            found.append(party)
    if not found and heads:
        found = _as_before(heads[0], scene)
    senders = scene.actors.of(proposal.tokens("sender"))
    parties = [as_force(p) for p in found or senders if p.known]
    unique = {p.identity: p for p in parties}
    return list(unique.values())


def _as_before(head: Token, scene: Scene) -> list[Party]:
    """Whose "300 more troops" are: those of the forces named before."""
    if not any(t.lower_ in wordlist().more for t in head.subtree if t.i < head.i):
        return []
    return named_before(head, scene)


def without_hosts(forces: Iterable[Party], where: Where) -> list[Party]:
    """The forces from abroad alone, if there are any: others are only named beside them."""
    every = list(forces)
    guests = [each for each in every if each.country != where.country]
    return guests if guests and where.country is not None else every


def as_force(party: Party) -> Party:
    """The state or movement whose forces a person or people command."""
    if party.kind in ("group", "organisation") and party.name is not None:
        return replace(party, role=None, role_at=None)
    if party.name is not None and party.country is None:
        return Party(kind="force", at=party.at)
    return Party(
        kind="force", at=party.at, country=party.country, country_at=party.country_at or party.at
    )


def _where(proposal: Proposal, scene: Scene, heads: list[Token]) -> Where:
    taken = {t.i for t in heads}
    tokens = [a.token for a in proposal.roles.get("place", ()) if a.token.i not in taken]
    best = Where()
    for token in tokens:
        found = scene.where([token])
        if found.place is not None:
            return found
        best = best if best.known else found
    if best.known or proposal.frame.action == "withdraw":
        return best
    return scene.places.after(proposal.trigger)


def _units(heads: list[Token], scene: Scene) -> list[Thing]:
    found = []
    for head in heads:
        formation = scene.reading.terms.formations.get(head.i)
        weapon = scene.reading.terms.weapons.get(head.i)
        unit = formation is not None and formation.row.unit and not formation.row.counts_people
        term = formation if unit else weapon if formation is None else None
        if term is not None:
            found.append(scene.things.unit(term))
    return [unit for unit in found if not is_service(unit)]


def is_service(unit: Thing) -> bool:
    """True of "Army" and "Air Force", which are all the forces of a state rather than a unit."""
    services = wordlist().armed | wordlist().state_bodies
    return all(word in services for word in unit.name.lower().split())
