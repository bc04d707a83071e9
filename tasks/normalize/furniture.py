"""Takes out what a page prints around an article."""

import re
from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from tasks.normalize.rules import LONGEST_RULED, Rule, fold_line

HEAD_LINES = 6
TAIL_LINES = 12
"""How many lines that are not empty count as the head and the tail of a text."""
TAIL_SHARE = 0.5
"""Of a short text, the tail is at most this share: no rule for tails can take the story."""

PASSES = 25
"""How often the rules are applied at most; pages of news need three."""
LONGEST_LINK = 160
"""A longer line below a heading such as "Related posts" is no title of another article."""

LONGEST_WORD = 300
"""Characters without a space beyond which they are no words: data in letters, drawn lines."""
_BLOB = re.compile(rf"(?<!\S)\S{{{LONGEST_WORD + 1},}}")
_SENTENCE_END = re.compile(r"[.!?]['\")\]]*$")
_EMPTY_LINES = re.compile(r"\n{3,}")


class Cleaned(NamedTuple):
    """A text without furniture, and the names of the rules that fired, each once, sorted."""

    text: str
    removed: tuple[str, ...]


class _Line(NamedTuple):
    said: str
    caseless: str
    folded: str
    at_head: bool
    at_tail: bool


def without_blobs(text: str) -> tuple[str, tuple[str, ...]]:
    """Take out what is too long for a word; return the text and, if there was any, its name.

    The time that tokenizing takes grows with the square of a word's length.
    """
    short, count = _BLOB.subn("", text)
    return (short.strip(), ("blob",)) if count else (text, ())


def clean(text: str, rules: Sequence[Rule]) -> Cleaned:
    """Take the lines of page furniture out of a repaired text.

    Rules see whole lines only, so that nothing is cut out of a sentence. They are applied until
    none fires: what stood before one piece of furniture may be the next.
    """
    removed: set[str] = set()
    for _ in range(PASSES):
        lines = text.split("\n")
        fired = _fired(lines, rules)
        if not fired:
            break
        removed.update(fired.values())
        kept = (line for number, line in enumerate(lines) if number not in fired)
        text = _EMPTY_LINES.sub("\n\n", "\n".join(kept)).strip()
    return Cleaned(text, tuple(sorted(removed)))


def _fired(lines: list[str], rules: Sequence[Rule]) -> dict[int, str]:
    """Return the numbers of the lines that go, each with the rule that says so."""
    full = [number for number, line in enumerate(lines) if line]
    tail_from = max(len(full) - TAIL_LINES, ceil(len(full) * TAIL_SHARE))
    fired: dict[int, str] = {}
    for place, number in enumerate(full):
        said = lines[number]
        if len(said) > LONGEST_RULED:
            continue
        line = _Line(said, said.casefold(), fold_line(said), place < HEAD_LINES, place >= tail_from)
        fitting = (rule for rule in rules if len(said) <= rule.max_chars)
        rule = next((rule for rule in fitting if _applies(rule, line)), None)
        if rule is None:
            continue
        if rule.kind == "tail":
            return fired | dict.fromkeys(range(number, len(lines)), rule.name)
        fired[number] = rule.name
        if rule.kind == "links":
            fired |= dict.fromkeys(_links(lines, number + 1), rule.name)
    return fired


def _links(lines: list[str], start: int) -> Iterator[int]:
    """Yield the numbers of the lines from `start` on that are titles rather than sentences."""
    for number in range(start, len(lines)):
        if len(lines[number]) > LONGEST_LINK or _SENTENCE_END.search(lines[number]):
            return
        yield number


def _applies(rule: Rule, line: _Line) -> bool:
    if rule.place == "head" and not line.at_head:
        return False
    if (rule.place == "tail" or rule.kind in ("links", "tail")) and not line.at_tail:
        return False
    if rule.kind == "prefix":
        return line.caseless.startswith(rule.prefixes)
    if line.folded in rule.folded:
        return True
    return rule.compiled is not None and rule.compiled.fullmatch(line.said) is not None
