"""Annotated sentences and how they are read from treebanks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from training.conllu import Annotated, read_sentences


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: words in order with whatever a source says of them.

    `spaces[i]` names the blank before word i (`features.SPACES`). `heads[i]` is 0 for the root,
    else the 1-based position of the head. An absent layer is an empty tuple. `entities[i]` holds
    the set of entity tags that the source allows for word i.
    """

    words: tuple[str, ...]
    spaces: tuple[str, ...]
    upos: tuple[str, ...] = ()
    xpos: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    relations: tuple[str, ...] = ()
    entities: tuple[frozenset[str], ...] = ()
    bounded: bool = True
    """False where the piece of text is no single sentence, so that bounds teach nothing."""

    def __len__(self) -> int:
        return len(self.words)


@dataclass(slots=True)
class Document:
    """Sentences of running text, in order."""

    sentences: list[Sentence] = field(default_factory=list)


def read_conllu(path: Path) -> list[Document]:
    """Read a CoNLL-U file; syntactic words are the words, empty nodes are dropped."""
    documents: list[Document] = []
    for sentence in read_sentences(path):
        if not documents or sentence.opens_document:
            documents.append(Document())
        documents[-1].sentences.append(_sentence(sentence))
    return documents


def _sentence(sentence: Annotated) -> Sentence:
    words = sentence.words
    glued = ("glued" if a.end >= b.start else "space" for a, b in pairwise(words))
    return Sentence(
        words=tuple(w.form for w in words),
        spaces=("paragraph" if sentence.opens_paragraph else "space", *glued),
        upos=tuple(w.upos for w in words),
        xpos=tuple(w.xpos for w in words),
        heads=tuple(w.head for w in words),
        relations=tuple(w.relation for w in words),
    )


def isolated(documents: list[Document]) -> list[Document]:
    """Every sentence as a document of its own."""
    return [Document([s]) for d in documents for s in d.sentences]


def with_breaks(sentence: Sentence, before: str) -> Sentence:
    """The sentence with another blank before its first word."""
    return replace(sentence, spaces=(before, *sentence.spaces[1:]))
