"""What a word over a trigger makes of it: planned, cancelled, denied, unreal, doubted, or told."""

from collections.abc import Mapping
from typing import Literal

from spacy.tokens import Token

from schemas.event import EventType
from tasks.extract.grammar import governors, label, preposition
from tasks.extract.lexicon import Lexicon
from tasks.extract.words import wordlist

Governor = Literal[
    "factive", "planned", "cancelled", "denied", "negated", "unreal", "doubted", "said"
]

DEMANDED = frozenset({"acl", "ccomp", "nmod", "obj", "obl", "xcomp"})
"""Relations to a demand of what is demanded."""

_ORDER: tuple[tuple[str, Governor], ...] = (
    ("cancelling", "cancelled"),
    ("denying", "denied"),
    ("negation", "negated"),
    ("unreal", "unreal"),
    ("planning", "planned"),
    ("hedge", "doubted"),
    ("saying", "said"),
)
"""A word of several kinds counts as the first: "propose" is unreal rather than planned."""


def governor_of(lemma: str, form: str, kind: EventType, lexicon: Lexicon) -> Governor | None:
    """What the verb, noun or adjective `lemma` makes of a `kind` of event in its scope."""
    hedges: Mapping[tuple[str, str], frozenset[str]] = lexicon.hedges
    if form == "verb" and lemma in wordlist().phases:
        return "factive"
    if lemma in wordlist().offers:
        return "planned" if kind in ("transfer", "deployment") else "unreal"
    if lemma in wordlist().invites:
        return "planned" if kind == "visit" else "unreal"
    if form == "noun" and lemma in wordlist().doubtful_sources:
        return "doubted"
    for row_kind, governor in _ORDER:
        if governor == "unreal" and lemma in wordlist().planned_first:
            continue
        if lemma in hedges.get((row_kind, form), ()):
            return governor
    return None


def demanded(trigger: Token) -> bool:
    """Whether somebody asks others for it: "urged Chad to send", "calls for the withdrawal"."""
    node = trigger
    for above in governors(trigger):
        relation, lemma = label(node), above.lemma_.lower()
        asks = lemma in wordlist().demands or (lemma in wordlist().appeals and relation != "obj")
        if asks and (relation in DEMANDED or (relation == "advcl" and node.tag_ == "VB")):
            return True
        aside = relation in ("nmod", "obl") and preposition(node) not in ("of", "for")
        if aside or relation in ("advcl", "parataxis") or node.dep_ == "acl:relcl":
            return False
        node = above
    return False
