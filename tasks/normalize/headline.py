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
LEAST_LEFT = 3
"""Words that a title must keep when the name of its outlet is cut off."""
MOST_IN_NAME = 7
"""Words of the longest name of an outlet ("The U.S. News & World Report" has six)."""

_SUFFIX = re.compile(r" (?P<mark>[-|\u2013\u2014\u00bb\u00b7]|::) (?P<name>[^|\n]{2,60})$")
_NO_HEADLINE_END = re.compile(r"[.,;:](?:['\")\]]+)?$")
_ABBREVIATION_END = re.compile(r"\b(?:[A-Z]\.){2,4}$")
_BULLET = re.compile(r"[-*\u2022\u2023\u25aa\u25cf\u25e6]")


class Headed(NamedTuple):
    """A title, the text without it, and the outlet that the title named."""

    title: str | None
    text: str
    outlet: str | None = None


def head(title: str | None, text: str, furniture: Furniture, *, guess: bool) -> Headed:
    """Settle the title of a cleaned text.

    The name of the outlet is cut off the title, and lines at the head of the text that repeat
    the title go. With `guess`, a first line that looks like a headline becomes the title where
    there is none. A text of nothing but its title keeps it.
    """
    first, _, rest = text.partition("\n")
    if not title and guess and looks_like_headline(first, rest):
        title, text = first, rest.strip()
    if not title:
        return Headed(None, text)
    title, outlet = cut_outlet(title, furniture)
    return Headed(title, _without_copies(title, outlet, text, furniture), outlet)


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


def cut_outlet(title: str, furniture: Furniture) -> tuple[str, str | None]:
    """Return a title without the outlet's name behind it, and that name.

    "Envoy in Oslo | The Fjord Times" is known by the bar; behind a dash, where a headline may
    go on, only a listed name or one that holds an outlet's word ("Times", "News") is cut.
    """
    found = _SUFFIX.search(title)
    if found is None:
        return title, None
    name, left = found["name"].strip(), title[: found.start()].rstrip()
    if len(words(left)) < LEAST_LEFT or not _is_outlet(name, found["mark"], furniture):
        return title, None
    return left, name


def _is_outlet(name: str, mark: str, furniture: Furniture) -> bool:
    if name.casefold() in furniture.known_outlets:
        return True
    said = name.split()
    if len(said) > MOST_IN_NAME or not all(word[0].isupper() or len(word) < 4 for word in said):
        return False
    return mark in ("|", "::", "\u00bb") or not furniture.known_words.isdisjoint(words(name))


def _without_copies(title: str, outlet: str | None, text: str, furniture: Furniture) -> str:
    said = words(title)
    lines = text.split("\n")
    full = [number for number, line in enumerate(lines) if line][:COPIES_WITHIN]
    copies = set()
    for number in full:
        left, name = cut_outlet(lines[number], furniture)
        if words(left) == said or (name is not None and name == outlet):
            copies.add(number)
    if not copies:
        return text
    left = "\n".join(line for n, line in enumerate(lines) if n not in copies).strip()
    return re.sub(r"\n{3,}", "\n\n", left) or text
