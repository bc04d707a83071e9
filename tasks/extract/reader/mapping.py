"""A component that turns what spaCy's English models say into what extraction reads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from tasks.extract.reader.clear import Tree, is_clear, to_universal

NAME = "sitrep_mapping"
KINDS = {
    "DATE": "DATE",
    "FAC": "LOC",
    "FORMATION": "FORMATION",
    "GPE": "GPE",
    "LOC": "LOC",
    "NORP": "NORP",
    "ORG": "ORG",
    "PER": "PERSON",
    "PERSON": "PERSON",
    "PLATFORM": "PLATFORM",
    "PRODUCT": "WEAPON",
    "TIME": "DATE",
    "WEAPON": "WEAPON",
}
"""Our kind of entity for OntoNotes', CoNLL's and our own; others are dropped."""

_KEEPS_ARTICLE = ("DATE",)
_ARTICLES = ("the", "a", "an")
_POSSESSIVES = ("'s", "’s", "'", "’")


class Mapping:
    """Rewrites trees, entities and, where need be, the universal tag of "be"."""

    def __init__(self, name: str = NAME) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Rewrite a parsed document in place; one that is in our labels already stays."""
        if is_clear(token.dep_ for token in doc):
            _write(doc, _read(doc))
        doc.ents = tuple(_entities(doc))
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Nothing to keep."""

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Mapping:  # noqa: ARG002
        """Nothing to read."""
        return self


def _read(doc: Doc) -> Tree:
    tree = Tree(
        words=[token.lower_.replace("’", "'") for token in doc],
        pos=[token.pos_ for token in doc],
        tags=[token.tag_ for token in doc],
        heads=[token.head.i for token in doc],
        labels=[token.dep_ for token in doc],
        people=[(e.start, e.end) for e in _entities(doc) if e.label_ == "PERSON"],
    )
    to_universal(tree)
    return tree


def _write(doc: Doc, tree: Tree) -> None:
    strings = doc.vocab.strings
    relative = np.array(tree.heads) - np.arange(len(doc))
    columns = [
        relative.astype(np.uint64),
        np.array([strings.add(label) for label in tree.labels], dtype=np.uint64),
        np.array([strings[pos] if pos else 0 for pos in tree.pos], dtype=np.uint64),
    ]
    doc.from_array(["HEAD", "DEP", "POS"], np.stack(columns, axis=1))  # type: ignore[arg-type]


def _entities(doc: Doc) -> list[Span]:
    """Entities in our kinds, without article and possessive ending."""
    entities = []
    for entity in doc.ents:
        kind = KINDS.get(entity.label_)
        if kind is None:
            continue
        start, end = entity.start, entity.end
        if kind not in _KEEPS_ARTICLE and doc[start].lower_ in _ARTICLES:
            start += 1
        if end - start > 1 and doc[end - 1].text in _POSSESSIVES:
            end -= 1
        if start < end:
            entities.append(Span(doc, start, end, label=kind))
    return entities


@Language.factory(NAME, assigns=["token.dep", "token.head", "token.pos", "doc.ents"])
def make_mapping(nlp: Language, name: str) -> Mapping:  # noqa: ARG001
    """The component."""
    return Mapping(name)
