"""Trees in the labels of spaCy's English models (ClearNLP) to Universal Dependencies.

A preposition, a copula and a currency sign change places with what they go with, coordination
hangs from its first member, a person's name from its first word; the rest is a change of labels.
Every step moves whole subtrees, so that a tree stays a tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

ROOT = "ROOT"
RELABEL = {
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",
    "nmod": "compound",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
}
LEFT_OVER = {"acomp": "xcomp", "attr": "xcomp", "agent": "advmod", "pcomp": "ccomp"}
LEFT_OVER |= {"pobj": "obl", "prep": "advmod"}
"""Labels that no step of the conversion took up."""

CLEAR_ONLY = frozenset(
    {"acomp", "attr", "auxpass", "dobj", "npadvmod", "nsubjpass", "pobj", "poss", "prep", "prt"}
    | {"relcl", "agent", "dative", "pcomp"}
)
_PREPOSITIONS = ("prep", "agent", "pcomp")
_BE = frozenset((*("be", "am", "is", "are", "was", "were", "been", "being"), "'s", "'re", "'m"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "SYM", "DET"))
_VERBAL = frozenset(("VERB", "AUX"))
_CURRENCY = frozenset(("$", "£", "€", "¥"))


@dataclass(slots=True)
class Tree:
    """A parse by columns: `heads` are places of words, a root's its own.

    `people` are spans [first, end) of persons' names.
    """

    words: list[str]
    pos: list[str]
    tags: list[str]
    heads: list[int]
    labels: list[str]
    people: list[tuple[int, int]]

    def children(self, place: int, *labels: str) -> list[int]:
        """Dependents in order; with `labels` only those that bear one of them."""
        return [
            i
            for i, head in enumerate(self.heads)
            if head == place != i and (not labels or self.labels[i] in labels)
        ]

    def promote(self, child: int, label: str) -> None:
        """Let `child` stand where its head stands, with all that hangs there; that head takes
        `label` and hangs from `child`."""
        parent = self.heads[child]
        above = self.heads[parent]
        for sibling in self.children(parent):
            if sibling != child:
                self.heads[sibling] = child
        self.heads[child] = child if above == parent else above
        self.labels[child] = self.labels[parent]
        self.heads[parent], self.labels[parent] = child, label

    def upwards(self) -> list[int]:
        """Places with dependents before their heads."""
        depth: dict[int, int] = {}
        for place in range(len(self.heads)):
            trail = []
            while place not in depth and self.heads[place] != place:
                trail.append(place)
                place = self.heads[place]
            level = depth.setdefault(place, 0)
            for step, lower in enumerate(reversed(trail), 1):
                depth[lower] = level + step
        return sorted(depth, key=lambda place: (-depth[place], place))


def is_clear(labels: Iterable[str]) -> bool:
    """True where any of the labels belongs to spaCy's English scheme alone."""
    return not CLEAR_ONLY.isdisjoint(labels)


def to_universal(tree: Tree) -> None:
    """Convert a tree in place."""
    for step in STEPS:
        for place in tree.upwards():
            step(tree, place)


def _relabel(tree: Tree, place: int) -> None:
    label, above = tree.labels[place], tree.pos[tree.heads[place]]
    if label == "dative":
        label = "prep" if tree.pos[place] == "ADP" else "iobj"
    elif label == "npadvmod":
        label = "nmod:unmarked" if above in _NOMINAL else "obl:unmarked"
    elif label == "aux" and tree.tags[place] == "TO":
        label = "mark"
    tree.labels[place] = RELABEL.get(label, label)


def _preposition(tree: Tree, place: int) -> None:
    """Let the object of a preposition take its place."""
    objects = tree.children(place, "pobj", "pcomp")
    if not objects:
        return
    first, role = objects[0], tree.labels[place]
    clause = tree.labels[first] == "pcomp" and tree.pos[first] in _VERBAL
    above = tree.heads[place]
    for other in objects[1:]:
        tree.labels[other] = "conj"
        tree.heads[other] = first
    tree.promote(first, "mark" if clause else "case")
    if role not in _PREPOSITIONS:
        return
    if tree.labels[above] in _PREPOSITIONS and tree.pos[above] not in _NOMINAL and not clause:
        tree.labels[first] = "pobj"
    elif clause:
        tree.labels[first] = "acl" if tree.pos[above] in _NOMINAL else "advcl"
    elif role == "agent":
        tree.labels[first] = "obl:agent"
    else:
        tree.labels[first] = "nmod" if tree.pos[above] in _NOMINAL else "obl"


def _copula(tree: Tree, place: int) -> None:
    """Let the predicate take the place of "be"."""
    if tree.words[place] not in _BE or tree.labels[place] in ("aux", "aux:pass"):
        return
    predicates = tree.children(place, "attr", "acomp")
    if tree.children(place, "expl"):
        tree.pos[place] = "VERB"
        for predicate in predicates:
            tree.labels[predicate] = "nsubj"
        return
    if not predicates and tree.children(place, "nsubj"):
        predicates = [i for i in tree.children(place) if i > place and _locative(tree, i)][:1]
        if tree.children(place, "xcomp", "ccomp"):
            return
    if predicates:
        tree.pos[place] = "AUX"
        tree.promote(predicates[0], "cop")


def _locative(tree: Tree, place: int) -> bool:
    return tree.labels[place] == "obl" and bool(tree.children(place, "case"))


def _coordination(tree: Tree, place: int) -> None:
    """Hang conjunctions and commas from the member that follows, members from the first."""
    if tree.labels[place] == "cc" or (tree.labels[place] == "punct" and tree.words[place] == ","):
        members = tree.children(tree.heads[place], "conj")
        after = next((i for i in members if i > place > tree.heads[place]), None)
        if after is not None:
            tree.heads[place] = after


def _first_member(tree: Tree, place: int) -> None:
    while tree.labels[place] == "conj" and tree.labels[tree.heads[place]] == "conj":
        above = tree.heads[place]
        if tree.heads[above] == above:
            return
        tree.heads[place] = tree.heads[above]


def _money(tree: Tree, place: int) -> None:
    """Let a currency sign take the place of its amount."""
    if tree.words[place] in _CURRENCY and tree.pos[tree.heads[place]] == "NUM":
        amount = tree.heads[place]
        digits = tree.children(amount, "compound", "nummod")
        tree.promote(place, "nummod")
        for digit in digits:
            if digit != place:
                tree.heads[digit] = amount


def _person(tree: Tree, place: int) -> None:
    """Let the first word of a person's name take the place of its last."""
    span = next((s for s in tree.people if s[0] <= place < s[1]), None)
    if span is None or (span[0] <= tree.heads[place] < span[1] and tree.heads[place] != place):
        return
    inner = [i for i in tree.children(place, "compound") if span[0] <= i < place]
    outer = [i for i in tree.children(place, "amod", "compound") if i < span[0]]
    if outer and tree.labels[outer[-1]] == "compound":
        for modifier in outer[:-1]:
            tree.heads[modifier] = outer[-1]
        tree.labels[outer[-1]] = "nmod:desc"
    if inner and inner[0] == span[0]:
        tree.promote(inner[0], "flat")
        for middle in inner[1:]:
            tree.labels[middle] = "flat"


def _leave(tree: Tree, place: int) -> None:
    tree.labels[place] = LEFT_OVER.get(tree.labels[place], tree.labels[place])


STEPS: tuple[Callable[[Tree, int], None], ...] = (
    _relabel,
    _preposition,
    _copula,
    _money,
    _person,
    _coordination,
    _first_member,
    _leave,
)
"""In this order, each over all words from the leaves up."""
