"""Which records speak of the same sentence, by the quotes that they give as evidence."""

import re
from functools import cached_property
from itertools import accumulate

from schemas.event import Event
from tasks.normalize.repair import repair, repair_line

_END = re.compile(r"[.!?][\"')\]]{0,3}\s+(?=[\"'(\[]{0,2}[A-Z0-9])|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\.[A-Za-z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|No"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.$"
)
_LONGEST_ABBREVIATION = 6


class Passages:
    """The sentences of a document, told by full stops and line ends alone."""

    def __init__(self, title: str | None, text: str) -> None:
        self._sentences = [
            repair_line(part)
            for line in repair(f"{title or ''}\n{text}").split("\n")
            for part in _sentences(line)
        ]

    @cached_property
    def _starts(self) -> list[int]:
        lengths = (len(sentence) + 1 for sentence in self._sentences)
        return list(accumulate(lengths, initial=0))

    @cached_property
    def _whole(self) -> str:
        return " ".join(self._sentences)

    def of(self, event: Event) -> frozenset[int]:
        """Numbers of the sentences in which its quotes stand first; none where they are changed."""
        found: set[int] = set()
        for quote in event.evidence:
            said = repair_line(quote)
            start = self._whole.find(said) if said else -1
            if start >= 0:
                end = start + len(said)
                found |= {
                    n
                    for n in range(len(self._sentences))
                    if self._starts[n] < end and start < self._starts[n + 1] - 1
                }
        return frozenset(found)


def _sentences(line: str) -> list[str]:
    parts: list[str] = []
    start = 0
    for end in _END.finditer(line):
        before = line[max(start, end.start() - _LONGEST_ABBREVIATION) : end.start() + 1]
        if not _ABBREVIATION.search(before):
            parts.append(line[start : end.end()])
            start = end.end()
    return [part for part in (*parts, line[start:]) if part.strip()]
