"""Tense, modality and negation of a word."""

from typing import Literal

from spacy.tokens import Token

from tasks.extract.grammar import children, is_verbal, label
from tasks.extract.words import wordlist

Tense = Literal[
    "past", "present", "progressive", "future", "unreal", "doubtful", "infinitive", "gerund"
]


def tense_of(verb: Token) -> Tense:
    """Tense and modality of a verb from its auxiliaries; bare conjuncts share those before."""
    auxiliaries = children(verb, "aux", "cop")
    words = {t.lower_ for t in auxiliaries}
    perfect = any(t.lemma_ == "have" for t in auxiliaries)
    modality = _modality(verb, words, perfect)
    if modality is not None:
        return modality
    shared = label(verb) == "conj" and is_verbal(verb.head) and not auxiliaries
    if verb.tag_ == "VB" and shared and not has_to(verb):
        return tense_of(verb.head)
    if verb.tag_ == "VB":
        return "infinitive"
    if perfect:
        return "past"
    past = any(t.tag_ == "VBD" for t in auxiliaries)
    if verb.tag_ == "VBG":
        if not auxiliaries:
            return "gerund"
        return "past" if past else "progressive"
    if verb.tag_ in ("VBZ", "VBP") or (auxiliaries and not past):
        return "present"
    return "past"


def _modality(verb: Token, words: set[str], perfect: bool) -> Tense | None:
    if words & wordlist().future:
        return "future"
    if words & wordlist().possible:
        return "doubtful" if perfect else "unreal"
    if "would" in words:
        return "future" if _reported_in_past(verb) and not perfect else "unreal"
    return "unreal" if any(t.tag_ == "MD" for t in children(verb, "aux", "cop")) else None


def has_to(verb: Token) -> bool:
    """True of "to visit"."""
    return any(t.lower_ == "to" for t in children(verb, "mark"))


def _reported_in_past(verb: Token) -> bool:
    above = verb.head
    return label(verb) in ("ccomp", "parataxis", "conj") and above.tag_ in (
        "VBD",
        "VBN",
        "VBZ",
        "VBP",
    )


def negated(token: Token) -> bool:
    """True of "did not visit", "no visit", "never sent"."""
    near = children(token, "advmod", "det", "cc")
    return any(t.lower_ in wordlist().negations for t in near)
