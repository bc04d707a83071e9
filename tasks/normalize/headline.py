"""The title of an article, found where the source names none, and its copies in the text."""

import re
from typing import NamedTuple

from tasks.normalize.likeness import words
from tasks.normalize.rules import Furniture

FEWEST_WORDS = 3
MOST_WORDS = 28
LONGEST = 200
"""Bounds of a first line that may be a headline."""
COPIES_WITHIN = 3
"""First lines of a text in which copies of its title are looked for."""
PASSES = 10
"""How often copies are looked for in what the last look left."""
LEAST_LEFT = 3
"""Words that a title must keep when the name of its outlet is cut off."""
MOST_IN_NAME = 7
"""Words of the longest name of an outlet ("The U.S. News & World Report" has six)."""

_SUFFIX = re.compile(r" (?P<mark>[-|\u2013\u2014\u00bb\u00b7]|::) (?P<name>[^|\n]{2,60})$")
_NO_HEADLINE_END = re.compile(r"[.,;:](?:['\")\]]+)?$")
_ABBREVIATION_END = re.compile(r"\b(?:[A-Z]\.){2,4}$")
_EMPTY_LINES = re.compile(r"\n{3,}")
_BULLET = re.compile(r"[-*\u2022\u2023\u25aa\u25cf\u25e6]")


class Headed(NamedTuple):
    """A title, the text without it, and the outlet, if the title had to name it."""

    title: str | None
    text: str
    publisher: str | None = None


def head(
    title: str | None, text: str, publisher: str | None, furniture: Furniture, *, guess: bool
) -> Headed:
    """Settle the title of a cleaned text.

    The name of the outlet is cut off the title, and lines at the head of the text that repeat
    the title go. With `guess`, a first line that looks like a headline becomes the title where
    there is none. A text of nothing but its title keeps it.
    """
    first, _, rest = text.partition("\n")
    if not title and guess and looks_like_headline(first, rest):
        title, text = first, rest.strip()
    if not title:
        return Headed(None, text, publisher)
    short, outlet = split_outlet(title)
    if outlet is None or not (
        _is_outlet(outlet, title, publisher, furniture) or _stands_in(short, text)
    ):
        short, outlet = title, None
    return Headed(short, _without_copies(short, outlet, text), publisher or outlet)


def looks_like_headline(line: str, rest: str) -> bool:
    """Tell whether a first line is a headline, by its look and by what follows it."""
    if not line or len(line) > LONGEST or not rest.strip():
        return False
    if not FEWEST_WORDS <= len(line.split()) <= MOST_WORDS:
        return False
    if line[0].islower() or _BULLET.match(line):
        return False
    if _NO_HEADLINE_END.search(line) and not _ABBREVIATION_END.search(line):
        return False
    following = rest.lstrip("\n").partition("\n")[0]
    return rest.startswith("\n") or len(following) > len(line)


def split_outlet(title: str) -> tuple[str, str | None]:
    """Return a title without what follows its last dash or bar, and that: maybe an outlet."""
    found = _SUFFIX.search(title)
    left = title if found is None else title[: found.start()].rstrip()
    if found is None or len(words(left)) < LEAST_LEFT:
        return title, None
    return left, found["name"].strip()


def _is_outlet(name: str, title: str, publisher: str | None, furniture: Furniture) -> bool:
    """Tell whether `name`, at the end of `title`, is an outlet's.

    Behind a bar any capitalized name is. Behind a dash, where a headline may go on, only the
    publisher, a listed outlet, or a name that holds an outlet's word ("Times", "News").
    """
    if name.casefold() in furniture.known_outlets or words(name) == words(publisher or ""):
        return True
    said = name.split()
    if len(said) > MOST_IN_NAME or not all(word[0].isupper() or len(word) < 4 for word in said):
        return False
    mark = title[: -len(name)].rstrip()[-1]
    return mark in "|:\u00bb" or not furniture.known_words.isdisjoint(words(name))


def _stands_in(title: str, text: str) -> bool:
    """Tell whether a text begins with a line that repeats `title`."""
    said = words(title)
    return any(words(line) == said for line in _first_lines(text))


def _without_copies(title: str, outlet: str | None, text: str) -> str:
    said = words(title)
    for _ in range(PASSES):
        copies = {line for line in _first_lines(text) if _repeats(line, said, outlet)}
        if not copies:
            break
        left = "\n".join(line for line in text.split("\n") if line not in copies).strip()
        if not left:
            break
        text = _EMPTY_LINES.sub("\n\n", left)
    return text


def _repeats(line: str, title: list[str], outlet: str | None) -> bool:
    return words(line) == title or (outlet is not None and split_outlet(line)[1] == outlet)


def _first_lines(text: str) -> list[str]:
    head = text[: COPIES_WITHIN * 2 * LONGEST].split("\n")
    return [line for line in head if line][:COPIES_WITHIN]
