"""Meetings: two sides that meet, confer or telephone."""

from dataclasses import replace

from spacy.tokens import Token

from tasks.extract.drafts import Draft, Where
from tasks.extract.grammar import children, is_verbal
from tasks.extract.parties import Party, is_outlet, sides, unlike, without_states_of_persons
from tasks.extract.proposals import Proposal
from tasks.extract.scene import Scene
from tasks.extract.words import wordlist


def fill(proposal: Proposal, scene: Scene) -> list[Draft]:
    """The meeting that a proposal tells of; none unless two sides take part."""
    participants = _participants(proposal, scene)
    mode = _mode(proposal)
    if any(t.lower_ in wordlist().vague_talks for t in children(proposal.trigger, "amod")):
        return []
    if mode is None or not _enough(proposal, participants):
        return []
    draft = scene.draft(proposal)
    if draft is None:
        return []
    draft.mode = mode
    draft.weak = proposal.frame.name == "meeting.discuss" and not _with_whom(proposal)
    if mode == "in_person":
        draft.where = _where(proposal, scene, participants)
    groups = _gatherings(proposal, scene, participants)
    return [replace(draft, roles={"participants": group}) for group in groups]


def on_screen(trigger: Token) -> bool:
    """Whether the words of a meeting itself say that it was held by video."""
    own = (trigger, *children(trigger, "compound", "amod"))
    return any(t.lemma_.lower() in wordlist().screens for t in own)


def _gatherings(proposal: Proposal, scene: Scene, participants: list[Party]) -> list[list[Party]]:
    """Meetings with several states one by one: "X met the leaders of A and B" are two."""
    given = proposal.roles.get("participants", ())
    others = scene.actors.of(a.token for a in given if a.relation in ("with", "object", "to"))
    partners = [p for p in participants if p.identity in {o.identity for o in others}]
    hosts = [p for p in participants if p not in partners]
    states = list(dict.fromkeys(p.country for p in partners))
    single = len({p.country for p in hosts}) == 1
    if not single or len(states) < 2 or None in states or _together(proposal):
        return [participants]
    return [[*hosts, *(p for p in partners if p.country == state)] for state in states]


def _together(proposal: Proposal) -> bool:
    """One gathering of many: a summit, trilateral talks, "together"."""
    words = {t.lower_ for t in proposal.trigger.children} | {proposal.trigger.lemma_.lower()}
    words |= {t.lower_ for t in proposal.clause.children}
    return bool(words & wordlist().joint)


def _participants(proposal: Proposal, scene: Scene) -> list[Party]:
    given = proposal.roles.get("participants", ())
    tokens = [a.token for a in given if a.relation not in ("modifier", "of", "poss")]
    parties = scene.actors.of(tokens)
    for relation in ("poss", "of", "modifier"):
        if sides(parties) < 2:
            parties += scene.actors.of(a.token for a in given if a.relation == relation)
            parties = unlike(parties)
    if len(parties) == 1 and proposal.frame.nouns:
        parties = unlike(parties + scene.actors.implied(proposal.trigger))
    modifiers = all(a.relation == "modifier" for a in given)
    named = modifiers and not is_verbal(proposal.clause)
    if named or (any(a.relation == "modifier" for a in given) and sides(parties) < 2):
        parties = [p for p in parties if p.kind == "person"]
    kept = [p for p in parties if _may_meet(p)]
    return without_states_of_persons(kept)


def _may_meet(party: Party) -> bool:
    if party.kind == "force" or is_outlet(party):
        return False
    return party.kind != "person" or party.country is not None or party.name is not None


def _enough(proposal: Proposal, participants: list[Party]) -> bool:
    if sides(participants) >= 2:
        known = [p for p in participants if p.country is not None or p.kind == "group"]
        return len(known) >= 2 or (bool(known) and any(p.role for p in participants))
    attended = (
        proposal.trigger.lemma_ in wordlist().gatherings
        and proposal.clause.lemma_ in wordlist().attends
    )
    return attended and any(p.kind == "person" and p.country for p in participants)


def _with_whom(proposal: Proposal) -> bool:
    return any(a.relation == "with" for a in proposal.roles.get("participants", ()))


def _mode(proposal: Proposal) -> str | None:
    """In person, by phone or by video; null for speaking in general."""
    near = _words_near(proposal)
    if near & wordlist().screens:
        return "video"
    speaking = proposal.trigger.lemma_.lower() in wordlist().speakers
    if speaking and proposal.frame.verbs and proposal.frame.mode == "phone":
        if near & wordlist().phones or proposal.trigger.lemma_ in wordlist().phones:
            return "phone"
        return "in_person" if _with_whom(proposal) else None
    if proposal.frame.mode == "phone":
        telling = near & (wordlist().phones - {"call"}) or proposal.trigger.lemma_ == "call"
        return "phone" if telling else "in_person"
    return "phone" if near & (wordlist().phones - {"call"}) else "in_person"


def _words_near(proposal: Proposal) -> set[str]:
    words: set[str] = {proposal.trigger.lower_}
    for node in (proposal.trigger, proposal.clause):
        words |= {t.lower_ for t in node.children}
        words |= {
            g.lower_
            for t in node.children
            if t.dep_ in ("obl", "nmod", "compound", "conj")
            for g in t.children
        }
    return words


def _where(proposal: Proposal, scene: Scene, participants: list[Party]) -> Where:
    tokens = [a.token for a in proposal.roles.get("place", ()) if a.relation != "modifier"]
    own = {t for t in tokens if not _within(t, participants)}
    found = scene.where(t for t in tokens if t in own)
    if found.known:
        return found
    modifiers = [a.token for a in proposal.roles.get("place", ()) if a.relation == "modifier"]
    named = scene.where(modifiers)
    return named if named.place is not None else Where()


def _within(token: Token, parties: list[Party]) -> bool:
    return any(p.at.start <= token.i < p.at.end for p in parties)
