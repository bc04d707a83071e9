"""The test sets as raw text with what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from training.alignment import Span, Text, Token
from training.conllu import Annotated, read_sentences
from training.entities import GMB_TEST_SENTENCES, guess_spaces, kinds_of, read_columns, spans_of

GMB_LABELS = {
    "PERSON": "per",
    "ORG": "org",
    "FORMATION": "org",
    "GPE": "geo",
    "LOC": "geo",
    "NORP": "gpe",
    "DATE": "tim",
}
"""What the Groningen Meaning Bank calls our labels; a weapon or platform is nothing to it."""

UNER_LABELS = {"PERSON": "PER", "ORG": "ORG", "FORMATION": "ORG", "GPE": "LOC", "LOC": "LOC"}
"""What Universal NER calls our labels; it marks neither dates nor nationalities."""

GMB_PARAGRAPHS = 10
"""Sentences of the Groningen Meaning Bank that make a document, each a paragraph: the file keeps
neither documents nor blanks."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Raw text and its annotation."""

    raw: str
    gold: Text


def read_treebank(path: Path) -> list[Sample]:
    """Documents of a treebank: sentences joined by a blank, paragraphs by an empty line."""
    return [_document(sentences) for sentences in _documents(path)]


def single_sentences(path: Path) -> list[Sample]:
    """Every sentence of a treebank as a document."""
    return [_document([sentence]) for sentence in read_sentences(path)]


def _documents(path: Path) -> Iterator[list[Annotated]]:
    held: list[Annotated] = []
    for sentence in read_sentences(path):
        if held and sentence.opens_document:
            yield held
            held = []
        held.append(sentence)
    if held:
        yield held


def _document(sentences: Sequence[Annotated]) -> Sample:
    raw = ""
    words: list[Token] = []
    starts: list[int] = []
    for sentence in sentences:
        if raw:
            raw += "\n\n" if sentence.opens_paragraph else " "
        base, offset = len(words), len(raw)
        starts.append(base)
        for place, w in enumerate(sentence.words):
            head = base + (w.head - 1 if w.head else place)
            span = w.start + offset, w.end + offset
            words.append(Token(w.form, *span, w.upos, w.lemma, head, w.relation))
        raw += sentence.text
    return Sample(raw, Text(tuple(words), tuple(starts)))


def read_gmb(path: Path) -> list[Sample]:
    """The last sentences of the Groningen Meaning Bank as text with names.

    Its labels `per`, `org`, `geo`, `gpe`, `tim` stay, but a state's name that it calls `gpe` is
    `geo`, as it mostly is there; what else it marks (works, events, nature) is blind.
    """
    rows = read_columns(path)[-GMB_TEST_SENTENCES:]
    groups = [rows[i : i + GMB_PARAGRAPHS] for i in range(0, len(rows), GMB_PARAGRAPHS)]
    return [_paragraphs(group) for group in groups]


def _paragraphs(rows: list[tuple[list[str], list[str]]]) -> Sample:
    raw = ""
    names: set[Span] = set()
    blind: list[tuple[int, int]] = []
    for words, labels in rows:
        raw += "\n\n" if raw else ""
        text, places = spelt([w.replace("~", " ") for w in words], len(raw))
        raw += text
        for first, end, label in spans_of(labels):
            span = places[first][0], places[end - 1][1]
            known = _gmb_label(label, raw[slice(*span)])
            if known:
                names.add((*span, known))
            else:
                blind.append(span)
    return Sample(raw, Text(names=frozenset(names), blind=tuple(blind)))


def _gmb_label(label: str, name: str) -> str | None:
    if label == "gpe":
        return "geo" if kinds_of(label, name, "gmb") == ("GPE",) else "gpe"
    return label if label in GMB_LABELS.values() else None


def spelt(words: list[str], offset: int) -> tuple[str, list[tuple[int, int]]]:
    """Words as running text, and where in it each stands, counted from `offset`."""
    text = ""
    places = []
    for word, space in zip(words, guess_spaces(words, [False] * len(words)), strict=True):
        text += " " if text and space != "glued" else ""
        places.append((offset + len(text), offset + len(text) + len(word)))
        text += word
    return text, places


def read_uner(columns: Path, treebank: Path) -> list[Sample]:
    """Documents of EWT with the names that Universal NER marks in them.

    The two cut a few sentences into other words, but write the same characters.

    Raises:
        ValueError: a sentence of the treebank is missing from the columns.
    """
    names = {"".join(words): _in_letters(words, tags) for words, tags in read_columns(columns)}
    return [_named(sample, names, columns) for sample in read_treebank(treebank)]


def _in_letters(words: list[str], tags: list[str]) -> list[Span]:
    """Spans counted in the characters of the words alone."""
    ends = [0, *accumulate(map(len, words))]
    return [(ends[first], ends[end], label) for first, end, label in spans_of(tags)]


def _named(sample: Sample, names: dict[str, list[Span]], path: Path) -> Sample:
    words, starts = sample.gold.words, sample.gold.starts
    found: set[Span] = set()
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        sentence = words[start:end]
        letters = "".join(word.form for word in sentence)
        if letters not in names:
            raise ValueError(
                f"{path}: no sentence {letters!r}; take the set that fits the treebank"
            )
        ends = [0, *accumulate(len(word.form) for word in sentence)]
        opening = {offset: word.start for offset, word in zip(ends, sentence, strict=False)}
        closing = {offset: word.end for offset, word in zip(ends[1:], sentence, strict=True)}
        for first, last, label in names[letters]:
            if first in opening and last in closing:
                found.add((opening[first], closing[last], label))
    return Sample(sample.raw, replace(sample.gold, names=frozenset(found)))
