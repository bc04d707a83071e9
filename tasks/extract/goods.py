"""Whether what passes from one side to another is arms, or food, fuel, money, airliners."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from tasks.extract.frames import Frame
from tasks.extract.grammar import children, conjuncts, label, preposition
from tasks.extract.proposals import arguments_of
from tasks.extract.scene import Scene
from tasks.extract.vocabulary import Weapon
from tasks.extract.words import wordlist

SHIPS_ITSELF = frozenset({"ship", "aircraft"})
"""Categories of what carries goods as well as being them."""


def arms_told(trigger: Token, frames: Sequence[Frame], scene: Scene) -> bool:
    """Whether the words for what passes may be of arms, and name some, or some stand near by."""
    if trigger.lemma_.lower() in wordlist().arming:
        return True
    goods = _goods(trigger, frames, scene)
    if any(_names_arms(word, scene) for word in goods):
        return True
    other = bool(goods) and not any(_may_be_arms(word) for word in goods)
    return not other and _arms_near(trigger, scene)


def _arms_near(trigger: Token, scene: Scene) -> bool:
    """Whether a weapon, or a word such as "arms", stands in the sentence or the one before.

    A ship or an aircraft may be no more than what brings the goods.
    """
    doc, sentence = trigger.doc, trigger.sent
    start = doc[sentence.start - 1].sent.start if sentence.start else 0
    near = (scene.reading.terms.weapons.get(i) for i in range(start, sentence.end))
    return any(
        weapon is not None and (weapon.row.generic or weapon.row.category not in SHIPS_ITSELF)
        for weapon in near
    )


def _goods(trigger: Token, frames: Sequence[Frame], scene: Scene) -> list[Token]:
    """The words for what passes, where it is told: the gas of "five cargoes of gas"."""
    passing = [word for frame in frames for word in _passing(trigger, frame, scene)]
    return [content for word in passing for content in _contents(word)]


def is_civil(weapon: Weapon, scene: Scene) -> bool:
    """Whether an aircraft is an airliner: "passenger jets", "Boeing planes"."""
    if weapon.row.category != "aircraft" or weapon.row.kind == "designation":
        return False
    doc, start = scene.reading.doc, weapon.start
    while start > doc[weapon.start].sent.start and doc[start - 1].pos_ in ("ADJ", "NOUN", "PROPN"):
        start -= 1
    return any(token.lower_ in wordlist().civil_goods for token in doc[start : weapon.end])


def noun_phrase(token: Token) -> Iterator[Token]:
    """The head, its conjuncts, and what "including", "of" and compounds bring in."""
    for word in conjuncts(token):
        yield word
        for child in children(word, "nmod", "obl", "acl", "appos", "compound", "amod"):
            name = preposition(child)
            if label(child) in ("compound", "amod", "appos") or name in wordlist().including:
                yield from conjuncts(child)
            elif child.lower_ in wordlist().including:
                yield from (w for c in children(child, "obj", "obl") for w in conjuncts(c))


def _passing(trigger: Token, frame: Frame, scene: Scene) -> list[Token]:
    """The nouns in the relations that items have to a trigger, without actors."""
    relations = frame.roles.get("items", ())
    told = [a.token for a in arguments_of(trigger, frame) if a.relation in relations]
    return [t for t in told if t.pos_ == "NOUN" and not scene.actors.of([t])]


def _contents(noun: Token) -> Iterator[Token]:
    """What a measure holds: "gas" in "five cargoes of gas"; a noun itself, with its conjuncts."""
    for word in conjuncts(noun):
        held = [
            child
            for child in children(word, "nmod", "obl")
            if preposition(child) in wordlist().including or preposition(child) == "in"
        ]
        if held and word.lemma_.lower() in wordlist().measures:
            yield from (content for child in held for content in _contents(child))
        else:
            yield word


def _names_arms(word: Token, scene: Scene) -> bool:
    weapons = [scene.reading.terms.weapons.get(t.i) for t in noun_phrase(word) if t.pos_ != "VERB"]
    return any(weapon is not None and not is_civil(weapon, scene) for weapon in weapons)


def _may_be_arms(word: Token) -> bool:
    if word.pos_ != "NOUN" or word.lemma_.lower() in wordlist().measures:
        return True
    peaceful = any(t.lower_ in wordlist().civil_goods for t in noun_phrase(word))
    return word.lemma_.lower() in wordlist().vague_goods and not peaceful
