"""What the gate sees of a passage: hashed words and pairs, and what the lexicon knows of them.

Hashes are CRC-32 and fixed arithmetic, so that weights mean the same in every process.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations, pairwise
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tasks.extract.frames import Frames
from tasks.extract.knowledge import Knowledge

BITS = 18
"""Two to this many weights."""

PREFIX = 5
MOST_STATES = 3
"""States, organisations and groups of a passage are counted up to this."""

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_ENDINGS = (("", ""), ("s", ""), ("es", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"),
            ("ies", "y"), ("ied", "y"))  # fmt: skip
"""Ending of a form, and what the lemma has in its place."""
_CACHE_LIMIT = 200_000
_FIRST, _SECOND, _THIRD = (np.uint64(odd) for odd in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D))
_NEIGHBOURS = np.array([[2], [5]], dtype=np.uint64) * _THIRD
_APART = np.array([[3], [6]], dtype=np.uint64) * _THIRD
_EIGHT, _NINE = np.uint64(8) * _THIRD, np.uint64(9) * _THIRD
_NONE = np.zeros(0, dtype=np.int64)


class _Term(NamedTuple):
    kind: str
    named: str
    """State, organisation or group; "" for others."""


class _Word(NamedTuple):
    exact: int
    prefix: int
    trigger: str | None
    """Type of event that a frame has the word for."""
    term: _Term | None
    """What the lexicon has the word alone for."""


class Features:
    """Turns passages into places among the weights."""

    def __init__(self, knowledge: Knowledge, frames: Frames) -> None:
        self._terms = _terms(knowledge)
        self._triggers = _triggers(frames)
        self._words: dict[str, _Word] = {}
        self._sets: dict[frozenset[str], list[int]] = {}

    def of(self, passage: str) -> Ints:
        """Places of the weights that count for a passage, a word more than once if it recurs."""
        words = WORD.findall(passage)
        if not words:
            return _NONE
        known = [self._word(word) for word in words]
        terms = self._terms_at(words, known)
        states = len({term.named for term in terms if term and term.named})
        counted = f"states {min(states, MOST_STATES)}"
        present = {term.kind for term in terms if term}
        present |= {word.trigger for word in known if word.trigger}
        kinds = [_hash(t.kind) if t else w.exact for w, t in zip(known, terms, strict=True)]
        hashes = np.array([[word.exact for word in known], kinds], dtype=np.uint64)
        single = [word.prefix for word in known] + self._together(frozenset({*present, counted}))
        return _places(
            [hashes[0], np.array(single, dtype=np.uint64), *_mixed(hashes, _hash(counted))]
        )

    def _word(self, word: str) -> _Word:
        found = self._words.get(word)
        if found is None:
            if len(self._words) >= _CACHE_LIMIT:
                self._words.clear()
            lower = "0" * min(len(word), 4) if word[0].isdigit() else word.lower()
            trigger = next((t for lemma in lemmas(lower) if (t := self._triggers.get(lemma))), None)
            term = self._terms.get(word) or self._terms.get(word.lower())
            found = _Word(_hash(lower), _hash(f"prefix {lower[:PREFIX]}"), trigger, term)
            self._words[word] = found
        return found

    def _terms_at(self, words: list[str], known: list[_Word]) -> list[_Term | None]:
        double = map(self._terms.get, pairwise(words))
        return [two or one.term for two, one in zip((*double, None), known, strict=True)]

    def _together(self, present: frozenset[str]) -> list[int]:
        found = self._sets.get(present)
        if found is None:
            names = sorted(present)
            pairs = (f"{one} and {other}" for one, other in combinations(names, 2))
            found = self._sets[present] = [_hash(f"has {each}") for each in (*names, *pairs)]
        return found


def lemmas(lower: str) -> list[str]:
    """What a form may be a form of, by its ending alone."""
    return [lower[: len(lower) - len(e)] + put for e, put in _ENDINGS if lower.endswith(e)]


def _terms(knowledge: Knowledge) -> dict[str | tuple[str, ...], _Term]:
    """Terms by word, or by the first two words of names."""
    terms: dict[str | tuple[str, ...], _Term] = {}
    for form, meanings in knowledge.state_names.items():
        _add_name(terms, form, _Term("state", meanings[0].code))
    for form, organisation in knowledge.organisation_names.items():
        _add_name(terms, form, _Term("organisation", organisation.country or organisation.name))
    for form, group in knowledge.group_names.items():
        _add_name(terms, form, _Term("group", group.name))
    _add_nouns(terms, knowledge.office_titles, "office")
    _add_nouns(terms, knowledge.formation_terms, "formation")
    _add_nouns(terms, knowledge.weapon_terms, "weapon")
    return terms


def _add_name(terms: dict[str | tuple[str, ...], _Term], form: str, term: _Term) -> None:
    words = WORD.findall(form)[:2]
    terms.setdefault(words[0] if len(words) == 1 else tuple(words), term)


def _add_nouns(terms: dict[str | tuple[str, ...], _Term], forms: Iterable[str], kind: str) -> None:
    for form in forms:
        if form.isalpha():
            terms.setdefault(form.lower(), _Term(kind, ""))


def _triggers(frames: Frames) -> dict[str, str]:
    """Type of event by lemma, first frame first; a verb with a particle by the verb."""
    found: dict[str, str] = {}
    for frame in frames.frames:
        for words in (*frame.verbs, *frame.nouns):
            found.setdefault(words.split()[0], frame.type)
    return found


def _hash(text: str) -> int:
    return crc32(text.encode())


def _mixed(hashes: Hashes, counted: int) -> list[Hashes]:
    """Words with the states counted; words, and their kinds, in twos and kinds in threes.

    Two hashes are mixed to `one x FIRST + other x SECOND + salt x THIRD`. Neighbours have one
    salt; words one or two apart another, and so count alike.

    Args:
        hashes: [2, words], of the words and of their kinds.
        counted: hash that every word is mixed with.
    """
    first, second = hashes * _FIRST, hashes * _SECOND
    two = first[1, :-2] + second[1, 1:-1] + _EIGHT
    return [
        first[0] + np.uint64(counted) * _SECOND + _THIRD,
        (first[:, :-1] + second[:, 1:] + _NEIGHBOURS).ravel(),
        (first[:, :-2] + second[:, 2:] + _APART).ravel(),
        (first[:, :-3] + second[:, 3:] + _APART).ravel(),
        two * _FIRST + second[1, 2:] + _NINE,
    ]


def _places(hashes: list[Hashes]) -> Ints:
    joined = np.concatenate(hashes)
    joined = (joined ^ (joined >> np.uint64(17))) * np.uint64(0x9E3779B97F4A7C15)
    joined ^= joined >> np.uint64(29)
    return (joined & np.uint64((1 << BITS) - 1)).astype(np.int64)
