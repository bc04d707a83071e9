"""Treebanks as text with words in it: surface, lemmas and multi-word tokens kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word. `start` and `end` count characters of its sentence's text.

    Words of a multi-word token share its characters; where their forms spell it, each has its
    own. `head` is the position of the head in the sentence from 1, 0 for the root.
    """

    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    relation: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """A sentence of a treebank: its text as written, its words, and what it opens."""

    text: str
    words: tuple[Word, ...]
    opens_document: bool
    opens_paragraph: bool


def read_sentences(path: Path) -> Iterator[Annotated]:
    """Read a CoNLL-U file sentence by sentence; empty nodes are dropped.

    Raises:
        ValueError: a sentence has no text, or its words do not stand in it in their order.
    """
    block: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                block.append(line.rstrip("\n"))
            elif block:
                yield _sentence(block, path)
                block = []
    if block:
        yield _sentence(block, path)


def read_words(path: Path) -> Iterator[Word]:
    """Read the words of a CoNLL-U file."""
    for sentence in read_sentences(path):
        yield from sentence.words


def _sentence(block: list[str], path: Path) -> Annotated:
    text = next((line[9:] for line in block if line.startswith("# text = ")), None)
    if text is None:
        raise ValueError(f"{path}: the sentence {block[0]!r} has no line `# text = …`")
    rows = [line.split("\t") for line in block if not line.startswith("#")]
    try:
        spans = _spans(text, rows)
    except ValueError as error:
        raise ValueError(f"{path}: {error} in {text!r}; check that the file is unchanged") from None
    words = [r for r in rows if r[0].isdigit()]
    return Annotated(
        text,
        tuple(
            Word(r[1], r[2], r[3], r[4], int(r[6]), r[7], *span)
            for r, span in zip(words, spans, strict=True)
        ),
        any(line.startswith("# newdoc") for line in block),
        any(line.startswith("# newpar") for line in block),
    )


def _spans(text: str, rows: list[list[str]]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    cursor, position = 0, 0
    while position < len(rows):
        identifier, form = rows[position][:2]
        position += 1
        if "." in identifier:
            continue
        start = text.index(form, cursor)
        cursor = start + len(form)
        if "-" not in identifier:
            spans.append((start, cursor))
            continue
        first, last = map(int, identifier.split("-"))
        parts = [row[1] for row in rows[position : position + last - first + 1]]
        position += len(parts)
        spans.extend(_parts(start, form, parts))
    return spans


def _parts(start: int, surface: str, parts: list[str]) -> Iterator[tuple[int, int]]:
    """Where the words of a multi-word token stand: one after another, or all over the whole."""
    if "".join(parts) != surface:
        yield from ((start, start + len(surface)) for _ in parts)
        return
    for part in parts:
        yield start, start + len(part)
        start += len(part)
