"""Where a text is cut into the passages that the gate looks at: about a sentence each."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 400
"""Characters of a passage; a longer sentence is cut at a blank, so that it is not diluted."""

_BETWEEN = re.compile(r"""(?<=[.!?])["”’)\]]*\s+(?=["“‘'(\[]*[A-Z0-9])|\n+""")


def passages(text: str) -> Iterator[tuple[int, int]]:
    """Characters [start, end) of each passage that is not blank, in order."""
    start = 0
    for gap in _BETWEEN.finditer(text):
        yield from _pieces(text, start, gap.start())
        start = gap.end()
    yield from _pieces(text, start, len(text))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        blank = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = blank if blank > 0 else start + LONGEST
        yield from _unless_blank(text, start, cut)
        start = cut
    yield from _unless_blank(text, start, end)


def _unless_blank(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if text[start:end].strip():
        yield start, end
