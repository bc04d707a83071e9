"""When two spellings are one name."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

TITLES = frozenset(
    {"mr", "mrs", "ms", "dr", "sir", "gen", "general", "president", "minister", "prime", "king"}
    | {"the"}
)
DIFFERENT = (
    frozenset({"niger", "nigeria"}),
    frozenset({"austria", "australia"}),
    frozenset({"gambia", "zambia"}),
)
"""Names that are near in letters and yet not the same."""

WORD_LIKENESS, NAME_LIKENESS = 0.8, 0.88
"""Share of common letters (difflib) from which words and whole names are spellings of one: the
codebook's scorer, to which these belong, lets `Sergei` be `Sergey`."""

SHORTEST_MISSPELT = 4
"""Letters; shorter words must be equal."""

_WORD = re.compile(r"[a-z0-9]+")
_ANY_WORD = re.compile(r"\w+")


@lru_cache(maxsize=100_000)
def same_name(gold: str, found: str) -> bool:
    """True for spellings, short forms and initials of one name, in any case and with any accents.

    Every word of the shorter name must have its like in the longer one (`Shoigu`, `Sergey Shoigu`),
    or the names be alike as a whole. Titles do not count.
    """
    if _abbreviates(gold, found) or _abbreviates(found, gold):
        return True
    one, other = _words(gold), _words(found)
    if not one or not other:
        return False
    if "".join(one) == "".join(other):
        return True
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if all(any(_alike(word, candidate) for candidate in long) for word in short):
        return True
    return _alike_letters("".join(one), "".join(other), NAME_LIKENESS)


def _words(name: str) -> tuple[str, ...]:
    decomposed = unicodedata.normalize("NFKD", name)
    letters = decomposed.encode("ascii", "ignore").decode().lower()
    joined = letters.translate({ord("'"): None, ord("-"): None})
    telling = tuple(word for word in _WORD.findall(joined) if word not in TITLES)
    return telling or tuple(_WORD.findall(letters))


def _abbreviates(short: str, long: str) -> bool:
    """`UNIFIL` for its words, with or without the small ones."""
    initials = short.replace(".", "")
    words = _ANY_WORD.findall(long)
    if len(initials) < 2 or len(words) < 2 or not initials.isupper():
        return False
    every = "".join(word[0] for word in words).upper()
    capital = "".join(word[0] for word in words if word[0].isupper())
    return initials in (every, capital)


def _alike(word: str, other: str) -> bool:
    if word == other:
        return True
    if min(len(word), len(other)) < SHORTEST_MISSPELT:
        return False
    return _alike_letters(word, other, WORD_LIKENESS)


def _alike_letters(one: str, other: str, least: float) -> bool:
    if {one, other} in DIFFERENT:
        return False
    return SequenceMatcher(None, one, other).ratio() >= least
