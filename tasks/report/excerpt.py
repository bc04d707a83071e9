"""The words around an event's evidence, cut into plain and marked pieces."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

AROUND = 200
"""Characters shown before and behind the evidence; up to the end of the word."""
_WORD_END = re.compile(r"\s")

Piece = tuple[str, bool, str]
"""Words, whether they are evidence, and the slots that they fill, joined by commas."""


def excerpt(title: str | None, text: str, spans: Sequence[Mapping[str, Any]]) -> list[Piece]:
    """Return the passage that holds the first quote of evidence, whole, in pieces.

    Spans of other fields, or that reach out of the passage, are left out.

    Args:
        title: the document's title.
        text: the document's text.
        spans: rows with `slot`, `field`, `start_at`, `end_at`; the first of the evidence decides.
    """
    main = next((each for each in spans if each["slot"].startswith("evidence")), None)
    if main is None:
        return []
    whole = (title or "") if main["field"] == "title" else text
    first, last = _window(whole, main["start_at"], main["end_at"])
    within = [
        each
        for each in spans
        if each["field"] == main["field"] and first <= each["start_at"] and each["end_at"] <= last
    ]
    edges = sorted({first, last} | {edge for s in within for edge in (s["start_at"], s["end_at"])})
    pieces = [_piece(whole, start, end, within) for start, end in pairwise(edges)]
    if first > 0:
        pieces.insert(0, ("… ", False, ""))
    if last < len(whole):
        pieces.append((" …", False, ""))
    return pieces


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    if first > 0 and (found := _WORD_END.search(text, first, start)):
        first = found.end()
    if last < len(text):
        last = max((each.start() for each in _WORD_END.finditer(text, end, last)), default=last)
    return first, last


def _piece(text: str, start: int, end: int, spans: Sequence[Mapping[str, Any]]) -> Piece:
    here = [each["slot"] for each in spans if each["start_at"] <= start and end <= each["end_at"]]
    slots = {_slot_words(slot) for slot in here if not slot.startswith("evidence")}
    return text[start:end], any(s.startswith("evidence") for s in here), ", ".join(sorted(slots))


def _slot_words(slot: str) -> str:
    """Return `visitor: name` of `visitors.0.name`, `troops min` of `troops_min`."""
    parts = [part for part in slot.split(".") if not part.isdigit()]
    return ": ".join(parts).replace("_", " ")
