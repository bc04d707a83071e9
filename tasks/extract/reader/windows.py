"""Where a long text is cut into windows that the network reads one at a time.

A window never depends on other documents, and is run alone: results are the same in any batch.
"""

from __future__ import annotations

from collections.abc import Sequence

ROOM = 158
"""Word pieces of a usual window, its two marks aside; the network is trained up to this."""

LIMIT = 382
"""Word pieces of the longest window; a sentence beyond is cut. The encoder has 512 places."""

_STOPS = frozenset({".", "!", "?", "…", "。", "...", "?!", "!!"})
_CLOSERS = frozenset({'"', "”", "’", "'", ")", "]", "»", "''"})
_PAUSES = frozenset({";", ":", ",", "—", "–", "--"})


def cut(words: Sequence[str], sizes: Sequence[int], fresh: Sequence[bool]) -> list[slice]:
    """Windows, in order, that cover all words.

    `sizes[i]` counts the pieces of word i, `fresh[i]` is true where a paragraph starts. Cuts
    fall before a paragraph or after a full stop; in a stretch without either that exceeds
    `LIMIT` pieces, after a comma or anywhere.
    """
    windows, start = [], 0
    while start < len(words):
        end = _end(words, sizes, fresh, start)
        windows.append(slice(start, end))
        start = end
    return windows


def _end(words: Sequence[str], sizes: Sequence[int], fresh: Sequence[bool], start: int) -> int:
    used, safe, pause = sizes[start], 0, 0
    for i in range(start + 1, len(words)):
        if fresh[i] or _after_stop(words, i):
            safe = i
        elif words[i - 1] in _PAUSES:
            pause = i
        used += sizes[i]
        if safe and used > ROOM:
            return safe
        if used > LIMIT:
            return pause or i
    return len(words)


def _after_stop(words: Sequence[str], i: int) -> bool:
    """Whether a sentence surely ends before word i: a stop, closing marks, then a capital."""
    if words[i] in _CLOSERS or words[i] in _STOPS or words[i][:1].islower():
        return False
    before = words[i - 1]
    if before in _CLOSERS and i > 1:
        before = words[i - 2]
    return before in _STOPS
