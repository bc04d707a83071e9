"""Names of people and organisations across spellings, name orders and short forms."""

import re
import tomllib
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, NamedTuple

from anyascii import anyascii
from pydantic import BaseModel, ConfigDict, Field
from rapidfuzz.distance import Levenshtein

DATA = Path(__file__).parent / "data"
SPELLINGS = 50_000
"""Names and pairs of names that are kept folded and compared."""
_WORD = re.compile(r"[a-z0-9]+")
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiou]")
_PREFIX = re.compile(r"\b(al|an|ar|as|at|az|el)-")


class NameWords(BaseModel):
    """What `names.toml` holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    titles: frozenset[str]
    particles: frozenset[str]
    past: frozenset[str]
    organisations: frozenset[str]
    romanization: tuple[tuple[Annotated[str, Field(min_length=1)], str], ...]


class Folded(NamedTuple):
    """A name without titles, particles, accents and habits of romanization."""

    tokens: tuple[str, ...]
    joined: str
    """The tokens in order, as one word: equal however a name is split or hyphenated."""
    ordered: tuple[str, ...]
    """The tokens in the order of the alphabet: equal whichever name comes first."""


class Likeness(IntEnum):
    """How two names stand to each other."""

    DIFFERENT = 0
    SHORT = 1
    """One may be a short form of the other: "Lavrov", "Sergey Lavrov"."""
    SAME = 2


@cache
def name_words() -> NameWords:
    """Return the words and spelling rules that names are read by."""
    with (DATA / "names.toml").open("rb") as file:
        return NameWords.model_validate(tomllib.load(file))


@lru_cache(maxsize=SPELLINGS)
def fold(name: str) -> Folded:
    """Return `name` as it is compared; a name of titles and particles alone keeps them."""
    flat = anyascii(name).lower().replace("'", "").replace("`", "")
    words = _WORD.findall(_PREFIX.sub("", flat).replace("-", ""))
    known = name_words()
    kept = [word for word in words if word not in known.titles | known.particles] or words
    tokens = tuple(_romanized(word) for word in kept)
    return Folded(tokens, "".join(tokens), tuple(sorted(tokens)))


@lru_cache(maxsize=SPELLINGS)
def _romanized(word: str) -> str:
    if word[:2] in ("ye", "ie") and len(word) > 4:
        word = word[1:]
    for spelling, plain in name_words().romanization:
        word = word.replace(spelling, plain)
    return _DOUBLE.sub(r"\1", word)


@lru_cache(maxsize=SPELLINGS)
def likeness(one: str, other: str) -> Likeness:
    """Tell whether two names may be one's, by their letters alone; symmetric."""
    a, b = fold(one), fold(other)
    if a.joined == b.joined or a.ordered == b.ordered:
        return Likeness.SAME
    short, long = sorted((a, b), key=lambda name: (len(name.tokens), name.joined))
    if not short.tokens or not _all_matched(short.tokens, long.tokens):
        return Likeness.DIFFERENT
    if len(short.tokens) == 1:
        if len(long.tokens) == 1:
            return Likeness.SAME
        return Likeness.SHORT if _is_family_name(short.tokens[0], long) else Likeness.DIFFERENT
    return Likeness.SAME


def _is_family_name(token: str, name: Folded) -> bool:
    """The first or the last word of a name may stand for its bearer, others do not."""
    return _close(token, name.tokens[0]) or _close(token, name.tokens[-1])


def _all_matched(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    free = list(long)
    full = 0
    for token in sorted(short, key=len, reverse=True):
        hit = next((other for other in free if _close(token, other)), None)
        if hit is None:
            hit = next((other for other in free if _initial(token, other)), None)
        elif len(token) > 1:
            full += 1
        if hit is None:
            return False
        free.remove(hit)
    return full > 0


def _initial(token: str, other: str) -> bool:
    return 1 in (len(token), len(other)) and token[0] == other[0]


def _close(token: str, other: str) -> bool:
    """Equal, or of one spelling but for a letter; longer words may differ in two vowels.

    `ch` stands for `sh` in French spellings (Choïgou).
    """
    if token == other:
        return True
    length = min(len(token), len(other))
    if length < 5 or (token[0] != other[0] and length < 6):
        return False
    if length >= 6 and token.replace("ch", "sh") == other.replace("ch", "sh"):
        return True
    distance = Levenshtein.distance(token, other, score_cutoff=2)
    same_consonants = _VOWELS.sub("", token) == _VOWELS.sub("", other)
    if distance == 1:
        return same_consonants or length >= 7
    return distance == 2 and same_consonants and length >= 6


def is_organisation(name: str) -> bool:
    """Tell whether a name has a word that people's names do not have: Group, Ministry, rebels."""
    return any(word in name_words().organisations for word in _WORD.findall(name.lower()))
