"""Sentences made more like news: headline case, quotes, datelines, names of every origin."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from training.corpus import Sentence
from training.names import AGENCIES, CITIES, FULL_NAMES, GIVEN, MONTHS, TITLES

CHANCES = {
    "names": 0.15,
    "upper": 0.03,
    "title": 0.04,
    "lower": 0.02,
    "quotes": 0.3,
    "bare_end": 0.05,
    "dateline": 0.03,
}
"""Chance of each change per sentence; chosen small, the treebanks stay the bulk."""

_SMALL = frozenset(
    ("a", "an", "the", "of", "in", "on", "at", "by", "to", "for", "and", "or", "but", "as", "with")
)
_CURLY = {
    "``": "“",
    "''": "”",
    "'": "’",
    "'s": "’s",
    "n't": "n’t",
    "'re": "’re",
    "'ve": "’ve",
    "'ll": "’ll",
    "'m": "’m",
    "'d": "’d",
}


def augment(sentence: Sentence, rng: random.Random) -> Sentence:
    """The sentence, sometimes changed; the annotation is kept in step."""
    changes = (
        ("names", swap_names),
        ("dateline", add_dateline),
        ("bare_end", drop_end),
        ("quotes", curl_quotes),
        ("upper", _cased(str.upper)),
        ("lower", _cased(str.lower)),
        ("title", title_case),
    )
    for name, change in changes:
        if rng.random() < CHANCES[name]:
            sentence = change(sentence, rng)
    return sentence


def _cased(case: Callable[[str], str]) -> Callable[[Sentence, random.Random], Sentence]:
    def change(sentence: Sentence, _rng: random.Random) -> Sentence:
        return replace(sentence, words=tuple(case(w) for w in sentence.words))

    return change


def title_case(sentence: Sentence, _rng: random.Random) -> Sentence:
    """Headline case: every word but the small ones with a capital."""
    words = [
        w if i and w.lower() in _SMALL else w[:1].upper() + w[1:]
        for i, w in enumerate(sentence.words)
    ]
    glued = [s == "glued" for s in sentence.spaces]
    tail = [
        g and (w[:1] in "'’" or w.lower() in ("n't", "n’t"))
        for w, g in zip(words, glued, strict=True)
    ]
    kept = [o if t else w for w, o, t in zip(words, sentence.words, tail, strict=True)]
    return replace(sentence, words=tuple(kept))


def curl_quotes(sentence: Sentence, _rng: random.Random) -> Sentence:
    """Straight quotes become curly ones, opening or closing by the Penn tag or in turn."""
    words, opening = [], True
    for i, word in enumerate(sentence.words):
        if word == '"':
            tag = sentence.xpos[i] if sentence.xpos else ""
            opening = tag == "``" if tag in ("``", "''") else opening
            words.append("“" if opening else "”")
            opening = not opening
        else:
            words.append(_CURLY.get(word, word))
    return replace(sentence, words=tuple(words))


def drop_end(sentence: Sentence, _rng: random.Random) -> Sentence:
    """Without the final stop, as headlines and bullets stand."""
    last = len(sentence) - 1
    if last < 3 or sentence.words[last] not in (".", "!") or last + 1 in sentence.heads:
        return sentence
    return Sentence(
        sentence.words[:-1],
        sentence.spaces[:-1],
        sentence.upos[:-1],
        sentence.xpos[:-1],
        sentence.heads[:-1],
        sentence.relations[:-1],
        sentence.entities[:-1],
        sentence.bounded,
    )


def swap_names(sentence: Sentence, rng: random.Random) -> Sentence:
    """Persons' names exchanged for names of other origins, at most twice."""
    for first, end in reversed(_persons(sentence)[:2]):
        parts = rng.choice(FULL_NAMES).replace("-", " - ").split()
        sentence = _with_name(sentence, first, end, parts)
    return sentence


def _persons(sentence: Sentence) -> list[tuple[int, int]]:
    spans = _tagged(sentence) if sentence.entities else _flat(sentence)
    return [(a, b) for a, b in spans if 2 <= b - a <= 3]


def _tagged(sentence: Sentence) -> list[tuple[int, int]]:
    spans, i, tags = [], 0, sentence.entities
    begin, inside = frozenset({"B-PERSON"}), frozenset({"I-PERSON"})
    while i < len(tags):
        if tags[i] == begin:
            end = i + 1
            while end < len(tags) and tags[end] == inside:
                end += 1
            first = i
            while first < end and sentence.words[first] in TITLES:
                first += 1
            if first == i:
                spans.append((first, end))
            i = end
        else:
            i += 1
    return spans


def _flat(sentence: Sentence) -> list[tuple[int, int]]:
    spans, heads = [], sentence.heads
    for i, word in enumerate(sentence.words):
        end = i + 1
        while end < len(heads) and heads[end] == i + 1 and sentence.relations[end] == "flat":
            end += 1
        inner = range(i + 2, end + 1)
        if end > i + 1 and word in GIVEN and not any(h in inner for h in heads):
            spans.append((i, end))
    return spans


def _with_name(sentence: Sentence, first: int, end: int, parts: list[str]) -> Sentence:
    more, grown = len(parts), len(parts) - (end - first)

    def place(head: int) -> int:
        return head + grown if head > end else head

    def put(layer: tuple, new: tuple) -> tuple:  # type: ignore[type-arg]
        return layer[:first] + new + layer[end:] if layer else layer

    glued = ["glued" if "-" in (p, parts[i - 1]) else "space" for i, p in enumerate(parts)]
    heads = tuple(place(h) for h in sentence.heads)
    dashes = [p == "-" for p in parts]
    return Sentence(
        put(sentence.words, tuple(parts)),
        put(sentence.spaces, (sentence.spaces[first], *glued[1:])),
        put(sentence.upos, tuple("PUNCT" if d else "PROPN" for d in dashes)),
        put(sentence.xpos, tuple("HYPH" if d else "NNP" for d in dashes)),
        put(heads, (heads[first] if heads else 0, *(first + 1,) * (more - 1))),
        put(
            sentence.relations,
            (
                *sentence.relations[first : first + 1],
                *("punct" if d else "flat" for d in dashes[1:]),
            ),
        ),
        put(sentence.entities, (frozenset({"B-PERSON"}), *(frozenset({"I-PERSON"}),) * (more - 1))),
        sentence.bounded,
    )


_DATELINE = (
    ("PROPN", "NNP", 0, "parataxis", "B-GPE", "space"),
    ("PUNCT", ",", 3, "punct", "O", "glued"),
    ("PROPN", "NNP", 1, "nmod:unmarked", "B-DATE", "space"),
    ("NUM", "CD", 3, "nummod", "I-DATE", "space"),
    ("PUNCT", "-LRB-", 6, "punct", "O", "space"),
    ("PROPN", "NNP", 1, "parataxis", "B-ORG", "glued"),
    ("PUNCT", "-RRB-", 6, "punct", "O", "glued"),
    ("PUNCT", ":", 1, "punct", "O", "space"),
)
"""Tag, Penn tag, head (0: the sentence's root), relation, entity, blank of each word."""

_CAPITALS, _UNDATED = 0.7, 0.4
"""Share of datelines with the city in capitals, and of those without a date."""

_SHORT = (0, 4, 5, 6, 7)
"""The columns of a dateline without a date: "BEIRUT (AP) --"."""


def add_dateline(sentence: Sentence, rng: random.Random) -> Sentence:
    """A dateline before the sentence: "SEOUL, July 25 (Yonhap) --"."""
    city = rng.choice(CITIES)
    words = [city.upper() if rng.random() < _CAPITALS else city, ",", rng.choice(MONTHS)]
    words += [str(rng.randint(1, 30)), "(", rng.choice(AGENCIES), ")"]
    words.append(rng.choice(["--", "—", "–", "-"]))
    chosen = _SHORT if rng.random() < _UNDATED else tuple(range(len(_DATELINE)))
    upos, xpos, heads, relations, tags, spaces = zip(*(_DATELINE[c] for c in chosen), strict=True)
    place = {old + 1: new + 1 for new, old in enumerate(chosen)}
    n, shifted = len(chosen), tuple(h + len(chosen) if h else 0 for h in sentence.heads)
    root = sentence.heads.index(0) + 1 + n if sentence.heads else 0
    return Sentence(
        tuple(words[c] for c in chosen) + sentence.words,
        (sentence.spaces[0], *spaces[1:], "space", *sentence.spaces[1:]),
        sentence.upos and upos + sentence.upos,
        sentence.xpos and xpos + sentence.xpos,
        shifted and tuple(place.get(h, root) for h in heads) + shifted,
        sentence.relations and relations + sentence.relations,
        sentence.entities and tuple(frozenset({t}) for t in tags) + sentence.entities,
        sentence.bounded,
    )
