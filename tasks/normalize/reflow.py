"""Lines that a page or a terminal broke, joined to the paragraphs that they were."""

import re
from itertools import pairwise
from statistics import quantiles

LEAST_BREAKS = 3
LONGEST_LINE = 130
SHORTEST_LINE = 40
LOWER_SHARE = 0.3
"""A text is taken for hard-wrapped if it has this many single line breaks, its longest line is
between the two lengths, and at least this share of the lines that follow a break begin with a
small letter. Wrapped English prose has 0.6 to 0.9; paragraphs and lists, a line each, next to 0.
"""
SLACK = 0.85
"""A break is meant where the next word would have fitted into this share of the full width.
Letters of a PDF differ in width, so that lines of one column differ in length."""

KEEP_HYPHEN = (
    "air all anti counter cross deputy ex far four ground half high long low mid multi non north"
    " one post pro re sea self semi short six so south sub surface tank ten three trans two un"
    " vice war well"
)
"""Words whose hyphen at the end of a line is read as the writer's, not the typesetter's."""
_KEEP_HYPHEN = frozenset(KEEP_HYPHEN.split())

_BULLET = re.compile(r"(?:[-*\u2022\u2023\u25aa\u25cf\u25e6]|\d{1,2}[.)]) ")
_LAST_WORD = re.compile(r"(?<![A-Za-z])([A-Za-z]{1,60})-$")


def reflow(text: str) -> str:
    """Return `text` with its hard-wrapped lines joined, or as it is if it is not hard-wrapped.

    Paragraphs stay apart: at empty lines, at bullets, and where a line was ended early. A word
    parted by a hyphen is made whole.
    """
    lines = text.split("\n")
    if not _is_wrapped(lines):
        return text
    width = _width(lines)
    parts = lines[:1]
    for last, line in pairwise(lines):
        if _continues(last, line, width):
            parts[-1:] = _join(parts[-1], line)
        else:
            parts += ("\n", line)
    return "".join(parts)


def _is_wrapped(lines: list[str]) -> bool:
    breaks = [after for line, after in pairwise(lines) if line and after]
    if len(breaks) < LEAST_BREAKS:
        return False
    if not SHORTEST_LINE <= max(map(len, lines)) <= LONGEST_LINE:
        return False
    return sum(line[0].islower() for line in breaks) >= LOWER_SHARE * len(breaks)


def _width(lines: list[str]) -> float:
    return quantiles((len(line) for line in lines if line), n=10, method="inclusive")[-1]


def _continues(line: str, after: str, width: float) -> bool:
    if not line or not after or _BULLET.match(after):
        return False
    if after[0].islower():
        return True
    first_word = after.partition(" ")[0]
    return len(line) + 1 + len(first_word) > SLACK * width


def _join(line: str, after: str) -> tuple[str, ...]:
    """Return the parts of which the two lines are made whole; the last is `after`."""
    parted = _LAST_WORD.search(line)
    if parted is None:
        return line, " ", after
    if not after[0].islower() or parted[1].lower() in _KEEP_HYPHEN:
        return line, after
    return line[:-1], after
