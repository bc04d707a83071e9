"""Strings that make a badly made regular expression try the same characters again and again."""

import re
from collections.abc import Iterator
from itertools import islice
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

LONG_RUN = 50
"""Repetitions from which a bound is as good as none."""
CLASSES = {
    sre.CATEGORY_DIGIT: "17",
    sre.CATEGORY_SPACE: " \n",
    sre.CATEGORY_WORD: "aA1",
    sre.CATEGORY_NOT_DIGIT: "a. ",
    sre.CATEGORY_NOT_SPACE: "aA1.",
    sre.CATEGORY_NOT_WORD: " .\n",
}
ANY = "aA1 .\n-<\"'"
GENERAL = (
    *("a", "A", "1", " ", "\n", "<", "-", '"', "'", "&", "/", ".", "(", "\u00e9", "\t", ","),
    *("a ", "A ", "1 ", "a-", "A.", "1,", "1.", "&amp;", "<a ", "</", "a\n", " \n", "\r\n", "the "),
    *("one ", "hundred and ", "10,000 ", "between 1 and ", "May ", "1 May ", "US$", "$1", "from "),
    *("Monday ", "New ", "http://", "<!--", "a.b", "'s ", "- ", "2020-", "Mr. ", "& ", "{[", "\\"),
)
ENDS = ("", "\0", "!")


def crafted(pattern: re.Pattern[Any], size: int) -> Iterator[str]:
    """Yield strings of about `size` characters: each run of the pattern, drawn out, then broken."""
    source = pattern.pattern
    text = source.decode("latin-1") if isinstance(source, bytes) else source
    tree = parser.parse(text, pattern.flags & ~re.DEBUG)
    pairs = dict.fromkeys([("", unit) for unit in GENERAL])
    pairs |= dict.fromkeys(islice(_runs(list(tree), ""), 200))
    for prefix, unit in pairs:
        run = unit * (size // len(unit))
        for end in ENDS:
            yield prefix + run + end
        if prefix:
            yield (prefix + unit) * (size // len(prefix + unit))


def _runs(nodes: list[tuple[Any, Any]], before: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before each long run, and one round of it."""
    for kind, value in nodes:
        for inner in _inner(kind, value):
            yield from _runs(inner, before)
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT) and value[1] > LONG_RUN:
            for unit in _samples(list(value[2])):
                if unit:
                    yield before, unit
        before += next(iter(_samples([(kind, value)])), "")


def _inner(kind: Any, value: Any) -> list[list[tuple[Any, Any]]]:
    if kind is sre.BRANCH:
        return [list(branch) for branch in value[1]]
    if kind is sre.SUBPATTERN:
        return [list(value[3])]
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return [list(value[2])]
    if kind in (sre.ASSERT, sre.ASSERT_NOT):
        return [list(value[1])]
    if kind is sre.ATOMIC_GROUP:
        return [list(value)]
    if kind is sre.GROUPREF_EXISTS:
        return [list(branch) for branch in value[1:] if branch is not None]
    return []


def _samples(nodes: list[tuple[Any, Any]]) -> list[str]:
    """Return a few short strings that the nodes match."""
    made = [""]
    for node in nodes:
        made = [head + tail for head in made for tail in _of(*node)][:6]
    return made


def _of(kind: Any, value: Any) -> list[str]:
    if kind is sre.LITERAL:
        return [chr(value)]
    if kind in (sre.NOT_LITERAL, sre.ANY):
        return [char for char in ANY if kind is sre.ANY or ord(char) != value][:4]
    if kind is sre.IN:
        return _of_set(value)
    if kind is sre.BRANCH:
        return [each for branch in value[1] for each in _samples(list(branch))[:1]][:6]
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return [each * max(1, value[0]) for each in _samples(list(value[2]))]
    inner = _inner(kind, value)
    if kind in (sre.ASSERT, sre.ASSERT_NOT) or not inner:
        return [""]
    return _samples(inner[0])


def _of_set(parts: list[tuple[Any, Any]]) -> list[str]:
    chars: list[str] = []
    for kind, value in parts:
        if kind is sre.LITERAL:
            chars.append(chr(value))
        elif kind is sre.RANGE:
            chars.append(chr(value[0]))
        elif kind is sre.CATEGORY:
            chars += CLASSES[value]
    if (sre.NEGATE, None) in parts:
        chars = [char for char in ANY if char not in chars]
    return chars[:6] or ["a"]
