"""Annotated sentences and how they are read from treebanks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path


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
    for block in _blocks(path):
        if not documents or any(line.startswith("# newdoc") for line in block):
            documents.append(Document())
        paragraph = any(line.startswith("# newpar") for line in block)
        documents[-1].sentences.append(_sentence(block, paragraph))
    return documents


def _blocks(path: Path) -> Iterator[list[str]]:
    block: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                block.append(line.rstrip("\n"))
            elif block:
                yield block
                block = []
    if block:
        yield block


def _sentence(block: list[str], paragraph: bool) -> Sentence:
    rows, before, glued_until = [], ["paragraph" if paragraph else "space"], 0
    for line in block:
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        after = "glued" if "SpaceAfter=No" in cells[9] else "space"
        if "-" in cells[0]:
            glued_until, after_range = int(cells[0].split("-")[1]), after
        elif "." not in cells[0]:
            rows.append(cells)
            position = int(cells[0])
            if position < glued_until:
                after = "glued"
            elif position == glued_until:
                after = after_range
            before.append(after)
    return Sentence(
        words=tuple(r[1] for r in rows),
        spaces=tuple(before[: len(rows)]),
        upos=tuple(r[3] for r in rows),
        xpos=tuple(r[4] for r in rows),
        heads=tuple(int(r[6]) for r in rows),
        relations=tuple(r[7] for r in rows),
    )


def isolated(documents: list[Document]) -> list[Document]:
    """Every sentence as a document of its own."""
    return [Document([s]) for d in documents for s in d.sentences]


def with_breaks(sentence: Sentence, before: str) -> Sentence:
    """The sentence with another blank before its first word."""
    return replace(sentence, spaces=(before, *sentence.spaces[1:]))


def shuffled(documents: list[Document], seed: int) -> list[Document]:
    """The documents in an order that the seed decides."""
    order = list(documents)
    random.Random(seed).shuffle(order)
    return order
