"""Kinds of error, told mechanically: what the nearest record of the same sentence has otherwise."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from schemas.event import Event
from tasks.evaluate.comparison import Comparison, Match
from tasks.evaluate.keys import KeyPart, key_faults
from tasks.evaluate.passages import Passages
from tasks.evaluate.values import Unit

Side = Literal["missed", "spurious"]
Kind = Literal[
    "joined with another",
    "told twice",
    "wrong actor",
    "wrong place",
    "wrong direction",
    "several wrong",
    "another type",
    "beside another",
    "no such record",
]
"""What is wrong with a record that has no match:

joined with another: its key fits an extracted record that is taken by another annotated one.
told twice: its key fits an annotated record that another extracted one has already.
wrong …: in the same sentence stands an unmatched record of the other side and of the same type,
    whose key differs in just that; `several wrong`: in more than one part.
another type: an unmatched record of the other side and of another type stands in the sentence.
beside another: the other side has but a matched record of the type in the sentence.
no such record: none of these.
"""
WRONG: dict[tuple[KeyPart, ...], Kind] = {
    ("actor",): "wrong actor",
    ("place",): "wrong place",
    ("direction",): "wrong direction",
}

ValueKind = Literal["wrong", "missing", "too many"]


@dataclass(frozen=True, slots=True)
class RecordFault:
    """A record without a match."""

    side: Side
    kind: Kind
    index: int
    """Its place among the annotated or the extracted records of the document."""
    event: Event


@dataclass(frozen=True, slots=True)
class ValueFault:
    """A value of a matched record that is wrong, missing, or one too many."""

    slot: str
    kind: ValueKind
    gold: Unit | None
    found: Unit | None
    match: Match


def record_faults(comparison: Comparison, passages: Passages) -> list[RecordFault]:
    """Classify every missed and every spurious record of a document."""
    judge = _Judge(comparison, passages)
    missed = [
        RecordFault("missed", judge.missed(n), n, comparison.gold[n]) for n in comparison.missed
    ]
    spurious = [
        RecordFault("spurious", judge.spurious(n), n, comparison.found[n])
        for n in comparison.spurious
    ]
    return missed + spurious


class _Judge:
    def __init__(self, comparison: Comparison, passages: Passages) -> None:
        self.comparison = comparison
        self.gold_at = [passages.of(event) for event in comparison.gold]
        self.found_at = [passages.of(event) for event in comparison.found]

    def missed(self, index: int) -> Kind:
        gold, found = self.comparison.gold[index], self.comparison.found
        free = set(self.comparison.spurious)
        if any(e.type == gold.type and not key_faults(gold, e) for e in found):
            return "joined with another"
        here = [n for n in range(len(found)) if self.found_at[n] & self.gold_at[index]]
        pairs = [(gold, found[n]) for n in here if n in free]
        return _kind(pairs, beside=any(found[n].type == gold.type for n in here))

    def spurious(self, index: int) -> Kind:
        found, gold = self.comparison.found[index], self.comparison.gold
        free = set(self.comparison.missed)
        if any(e.type == found.type and not key_faults(e, found) for e in gold):
            return "told twice"
        here = [n for n in range(len(gold)) if self.gold_at[n] & self.found_at[index]]
        pairs = [(gold[n], found) for n in here if n in free]
        return _kind(pairs, beside=any(gold[n].type == found.type for n in here))


def _kind(pairs: Sequence[tuple[Event, Event]], *, beside: bool) -> Kind:
    alike = [key_faults(gold, found) for gold, found in pairs if gold.type == found.type]
    if alike:
        return WRONG.get(min(alike, key=len), "several wrong")
    if pairs:
        return "another type"
    return "beside another" if beside else "no such record"


def value_faults(match: Match) -> Iterator[ValueFault]:
    """What differs in a pair: lost and extra values of one slot are taken for each other."""
    lost, extra = _by_slot(match.lost), _by_slot(match.extra)
    for slot in sorted(lost.keys() | extra.keys()):
        mine, theirs = lost.get(slot, []), extra.get(slot, [])
        both = min(len(mine), len(theirs))
        for gold, found in zip(mine, theirs, strict=False):
            yield ValueFault(slot, "wrong", gold, found, match)
        for gold in mine[both:]:
            yield ValueFault(slot, "missing", gold, None, match)
        for found in theirs[both:]:
            yield ValueFault(slot, "too many", None, found, match)


def _by_slot(units: Sequence[Unit]) -> dict[str, list[Unit]]:
    slots: dict[str, list[Unit]] = {}
    for unit in units:
        slots.setdefault(unit.slot, []).append(unit)
    return slots


def commonest(kinds: Iterable[tuple[str, ...]]) -> list[tuple[tuple[str, ...], int]]:
    """Count, the most frequent first, equal counts in the order of the alphabet."""
    return sorted(Counter(kinds).items(), key=lambda entry: (-entry[1], entry[0]))
