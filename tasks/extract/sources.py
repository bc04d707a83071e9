"""Who says that arms pass: a side that takes part vouches for it, somebody else alleges it."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from tasks.extract.drafts import Draft
from tasks.extract.grammar import children, is_verbal, label
from tasks.extract.parties import Party
from tasks.extract.scene import Scene

SIDES = ("supplier", "recipient")
CLAIMED: Final = frozenset({"ccomp", "xcomp", "conj", "advcl"})
"""Relations of a clause to the verb by which somebody says it."""


def weighed(draft: Draft, scene: Scene) -> Draft:
    """A transfer, alleged if a third state claims it, and not if one of its sides tells it."""
    sides = [party for side in SIDES for party in draft.parties(side)]
    if len(sides) < len(SIDES) or any(not _is_state_or_group(side) for side in sides):
        return draft
    hedges = scene.lexicon.hedges
    doubts = hedges.get(("hedge", "verb"), frozenset())
    verb = _claim(draft.trigger, doubts | hedges.get(("saying", "verb"), frozenset()))
    source = _subject(verb, scene) if verb is not None else None
    doubted = verb is not None and verb.lemma_.lower() in doubts
    if source is None and not doubted:
        source = draft.speaker
        return _said(draft, alleged=False) if source and _takes_part(source, sides) else draft
    takes_part = source is not None and _takes_part(source, sides)
    return draft if takes_part and doubted else _said(draft, alleged=not takes_part)


def _said(draft: Draft, *, alleged: bool) -> Draft:
    return replace(draft, factuality=replace(draft.factuality, alleged=alleged))


def _is_state_or_group(party: Party) -> bool:
    return party.country is not None or party.kind == "group"


def _takes_part(source: Party, sides: list[Party]) -> bool:
    return any(
        source.identity == side.identity
        or (side.kind == "state" and source.country == side.country)
        for side in sides
    )


def _claim(trigger: Token, claims: Collection[str]) -> Token | None:
    """The verb of a claim over a trigger: "X says that Y supplies Z", "accuses Y of arming Z"."""
    node = trigger
    while is_verbal(node) and label(node) in CLAIMED:
        node = node.head
        if is_verbal(node) and node.lemma_.lower() in claims:
            return node
    return None


def _subject(verb: Token, scene: Scene) -> Party | None:
    """The state, or who acts for one, that is a verb's subject."""
    found = [p for p in scene.actors.of(children(verb, "nsubj")) if p.country is not None]
    return found[0] if found else None
