"""Who and what stands in which relation to a trigger, as the frames name relations.

A frame speaks of the *deep* subject and object of its trigger and of prepositions; they are found
through passives, relative clauses, participles, shared subjects of co-ordinated verbs, control
("plans to visit") and light verbs ("paid a visit").
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from tasks.extract.grammar import (
    RELATIVE,
    children,
    is_passive,
    is_verbal,
    label,
    late_object,
    own_subjects,
    preposition,
    relative_gap,
    surface_subjects,
)
from tasks.extract.words import wordlist

NESTED = frozenset({"at", "by", "for", "from", "in", "into", "near", "of", "on", "to", "with"})
"""Prepositions that a parse often hangs on the object of a verb instead of on the verb."""

MOST_PHRASES = 3
"""Prepositional phrases in a row behind a trigger: "visit by X to Y in May"."""


TAKING_PART = frozenset({"subject", "object", "poss", "of", "by", "modifier"})
"""Relations to a trigger of who does it, or undergoes it."""

NOMINAL = ("amod", "appos", "compound", "conj", "det", "flat", "nmod", "nummod")
"""Relations of a noun's parts to it, its owners among them."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A word that stands in `relation` to a trigger: `subject`, `object`, `poss`, `to`, …"""

    relation: str
    token: Token


def verb_arguments(verb: Token) -> list[Argument]:
    """Deep arguments of a verb."""
    passive = is_passive(verb)
    found: list[Argument] = []
    late = late_object(verb)
    for child in verb.children:
        found += [Argument("object", child)] if child == late else _of_child(child, passive)
    gap = relative_gap(verb)
    if gap is not None:
        found.append(Argument(*gap))
    if not own_subjects(verb) and not (gap and gap[0] == ("object" if passive else "subject")):
        inherited = surface_subjects(verb)
        found += [Argument("object" if passive else "subject", t) for t in inherited]
    objects = [a.token for a in found if a.relation == "object" and a.token.i > verb.i]
    for word in objects:
        found += _nested(word)
    return _with_phrases(found, [verb, *objects])


def _with_phrases(found: list[Argument], words: list[Token]) -> list[Argument]:
    """Add the prepositional phrases right behind `words`, however the parse attaches them."""
    known = {argument.token.i for argument in found}
    for word in words:
        for argument in _phrases_behind(word):
            if argument.token.i not in known:
                known.add(argument.token.i)
                found.append(argument)
    return found


def _phrases_behind(word: Token) -> Iterator[Argument]:
    doc, i = word.doc, word.i + 1
    while i < len(doc) and doc[i].dep_ in ("flat", "compound:prt"):
        i += 1
    for n in range(MOST_PHRASES):
        if i >= len(doc) or doc[i].dep_ != "case" or doc[i].head.i < i or doc[i].tag_ == "POS":
            return
        head = doc[i].head
        if n and doc[i].lower_ == "of":
            return
        yield Argument(preposition(head) or doc[i].lower_, head)
        i = head.i + 1
        while i < len(doc) and doc[i].dep_ == "flat":
            i += 1


def _of_child(child: Token, passive: bool) -> list[Argument]:
    relation = label(child)
    if relation == "nsubj":
        if child.lower_ in RELATIVE:
            return []
        return [Argument("object" if passive else "subject", child)]
    if relation == "obj":
        return [] if child.lower_ in RELATIVE else [Argument("object", child)]
    if relation == "iobj":
        return [Argument("recipient", child)]
    if relation in ("obl", "nmod"):
        name = preposition(child)
        agent = child.dep_.lower() == "obl:agent" or (name == "by" and passive)
        return [Argument("subject" if agent else name or "bare", child)]
    return []


def _nested(noun: Token) -> list[Argument]:
    found = []
    for child in children(noun, "nmod"):
        name = preposition(child)
        if name in NESTED and child.dep_.lower() != "nmod:poss":
            found.append(Argument("object of" if name == "of" else name, child))
    return found


def participants(trigger: Token) -> set[int]:
    """The words of who does, or undergoes, what a trigger tells, and of whose they are."""
    told = verb_arguments(trigger) if is_verbal(trigger) else noun_arguments(trigger, frozenset())
    queue = [a.token for a in told if a.relation in TAKING_PART]
    found: set[int] = set()
    while queue:
        word = queue.pop()
        if word.i not in found:
            found.add(word.i)
            queue += children(word, *NOMINAL)
    return found


def noun_arguments(noun: Token, light: frozenset[str]) -> list[Argument]:
    """Deep arguments of a noun; `light` are verbs whose subject is the doer ("paid a visit")."""
    found: list[Argument] = []
    for child in noun.children:
        relation, name = label(child), preposition(child)
        if child.dep_.lower() == "nmod:poss":
            found.append(Argument("poss", child))
        elif relation in ("nmod", "obl") and name:
            found.append(Argument(name, child))
        elif relation == "nmod" and child.i > noun.i:
            found.append(Argument("involving", child))
        elif relation in ("amod", "compound", "nmod", "nummod"):
            found.append(Argument("modifier", child))
        elif relation == "acl" and child.tag_ in ("VBN", "VBG"):
            found += [a for a in verb_arguments(child) if a.relation not in ("object", "subject")]
            found += [Argument("by", t) for t in _agents(child)]
            if child.lemma_.lower() == "involve":
                found += [Argument("involving", t) for t in children(child, "obj", "nsubj", "obl")]
    found += _possessor_before(noun, {a.token.i for a in found})
    return _with_phrases(found + _from_governor(noun, light), [noun])


def _possessor_before(noun: Token, known: set[int]) -> list[Argument]:
    """The possessor in front of a noun and its adjectives, however the parse attaches it."""
    for i in range(noun.i - 1, max(noun.i - 6, noun.sent.start), -1):
        token = noun.doc[i]
        if token.tag_ in ("POS", "PRP$"):
            owner = token.nbor(-1) if token.tag_ == "POS" else token
            return [] if owner.i in known else [Argument("poss", owner)]
        if token.pos_ not in ("ADJ", "NUM", "NOUN", "ADV") and token.text != "-":
            break
    return []


def _agents(participle: Token) -> list[Token]:
    if participle.tag_ != "VBN":
        return []
    return [t for t in children(participle, "obl") if preposition(t) == "by"]


def _from_governor(noun: Token, light: frozenset[str]) -> list[Argument]:
    """What the verb over the noun adds: its subject if it is light, its prepositions always."""
    verb = governing_verb(noun)
    if verb is None:
        return []
    while label(noun) == "nmod" and noun.head.lemma_.lower() in wordlist().measures:
        noun = noun.head
    given = [a for a in verb_arguments(verb) if a.token.i != noun.i and a.token.head.i != noun.i]
    subject = label(noun) in ("nsubj", "csubj") and not is_passive(verb)
    if subject:
        return [a for a in given if a.relation not in ("subject", "object", "recipient", "by")]
    if verb.lemma_.lower() not in light:
        return []
    if label(noun) in ("obl", "nmod") and verb.lemma_.lower() not in wordlist().takes_part:
        return []
    names = {"recipient": "to"}
    return [Argument(names.get(a.relation, a.relation), a.token) for a in given]


def governing_verb(noun: Token) -> Token | None:
    """The verb that the noun is an argument of; of "on a visit" after "is", the noun itself."""
    if children(noun, "cop"):
        return noun
    head = noun.head
    if head.i == noun.i or label(noun) not in ("obj", "nsubj", "obl", "xcomp", "nmod", "conj"):
        return None
    if label(noun) == "nmod" and head.lemma_.lower() in wordlist().measures:
        return governing_verb(head)
    if label(noun) == "conj":
        return governing_verb(head)
    return head if is_verbal(head) else None
