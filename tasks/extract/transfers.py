"""Transfers: arms that pass, or are to pass, from one side to another."""

from dataclasses import replace

from tasks.extract.drafts import Draft
from tasks.extract.goods import noun_phrase
from tasks.extract.grammar import children, label
from tasks.extract.parties import Party
from tasks.extract.proposals import Proposal
from tasks.extract.scene import Scene
from tasks.extract.sources import weighed
from tasks.extract.things import apart
from tasks.extract.vocabulary import Weapon
from tasks.extract.words import wordlist


def fill(proposal: Proposal, scene: Scene) -> list[Draft]:
    """The transfer that a proposal tells of; none unless arms pass between two sides."""
    weapons = _weapons(proposal, scene)
    if not weapons or _moves_itself(proposal, weapons):
        return []
    taken = {w.start for w in weapons}
    suppliers = _sides(proposal, scene, "supplier", taken)
    recipients = _sides(proposal, scene, "recipient", taken)
    recipients = recipients or _helped(proposal, scene)
    recipients = [r for r in recipients if r.identity not in {s.identity for s in suppliers}]
    if not suppliers or not recipients:
        return []
    draft = scene.draft(proposal)
    if draft is None:
        return []
    draft.mode = _mode(proposal, weapons)
    items = [scene.things.item(w) for w in weapons if not w.row.generic]
    draft.items = apart(items, proposal.trigger.doc)
    draft.value = scene.measures.value(proposal.trigger)
    return [
        weighed(replace(draft, roles={"supplier": [s], "recipient": [r]}), scene)
        for s in suppliers
        for r in recipients
    ]


def _sides(proposal: Proposal, scene: Scene, role: str, taken: set[int]) -> list[Party]:
    tokens = [
        a.token
        for a in proposal.roles.get(role, ())  # type: ignore[call-overload]
        if a.token.i not in taken
    ]
    sides = [as_side(p) for p in scene.actors.of(tokens) if p.known]
    return list({p.identity: p for p in sides}.values())


def _helped(proposal: Proposal, scene: Scene) -> list[Party]:
    """Whom arms go to in "has backed X's war and provided weapons"."""
    verb = proposal.trigger
    if label(verb) != "conj" or verb.head.lemma_ not in wordlist().helps:
        return []
    objects = children(verb.head, "obj")
    owners = [t for word in objects for t in word.children if t.dep_ == "nmod:poss"]
    return [as_side(p) for p in scene.actors.of(owners or objects) if p.known]


def as_side(party: Party) -> Party:
    """The state that a person or official acts for; movements and organisations themselves."""
    if party.kind in ("group", "organisation") or party.country is None:
        return replace(party, role=None, role_at=None)
    return Party(
        kind="state", at=party.at, country=party.country, country_at=party.country_at or party.at
    )


def _weapons(proposal: Proposal, scene: Scene) -> list[Weapon]:
    found: dict[int, Weapon] = {}
    for token in proposal.tokens("items"):
        for word in noun_phrase(token):
            weapon = scene.reading.terms.weapons.get(word.i)
            if weapon is not None and _heads(weapon, scene):
                found[weapon.start] = weapon
    return [found[start] for start in sorted(found)]


def _heads(weapon: Weapon, scene: Scene) -> bool:
    """True where the weapon itself passes: not in "weapons inspectors" or "arms embargo"."""
    head = scene.reading.doc[weapon.end - 1]
    modifies = label(head) in ("compound", "amod") and head.head.i >= weapon.end
    if not modifies:
        return True
    return head.head.lemma_.lower() in wordlist().packages


def _moves_itself(proposal: Proposal, weapons: list[Weapon]) -> bool:
    """Ships and aircraft that are sent somewhere are deployed unless given to somebody."""
    moved = proposal.trigger.lemma_ in wordlist().moves
    return moved and all(w.row.category == "ship" for w in weapons)


def _mode(proposal: Proposal, weapons: list[Weapon]) -> str:
    if proposal.frame.mode is not None:
        return proposal.frame.mode
    near = {t.lemma_.lower() for t in proposal.trigger.subtree}
    given = {word for weapon in weapons for word in weapon.row.term.split()}
    if (near | given) & wordlist().aid:
        return "aid"
    if proposal.trigger.lemma_.lower() in wordlist().aid:
        return "aid"
    return "sale" if near & wordlist().sales else "other"
