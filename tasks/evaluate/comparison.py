"""Annotated and extracted records of one document, paired one to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from schemas.event import Event, EventType
from tasks.evaluate.assignment import assign
from tasks.evaluate.keys import key_faults
from tasks.evaluate.values import Unit, units_agree, units_of

TYPES: tuple[EventType, ...] = get_args(EventType)

_PAIR = 1000
"""Weight of a pair against that of one agreeing value: more pairs always win."""


@dataclass(frozen=True, slots=True)
class Match:
    """An annotated and an extracted record (by their places in the document) with one key."""

    gold: int
    found: int
    right: tuple[Unit, ...]
    """Annotated values that were found."""
    lost: tuple[Unit, ...]
    """Annotated values that were not."""
    extra: tuple[Unit, ...]
    """Extracted values that no annotated one agrees with."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the records of one document."""

    gold: tuple[Event, ...]
    found: tuple[Event, ...]
    matches: tuple[Match, ...]

    @property
    def missed(self) -> list[int]:
        """Places of annotated records without a match."""
        matched = {match.gold for match in self.matches}
        return [n for n in range(len(self.gold)) if n not in matched]

    @property
    def spurious(self) -> list[int]:
        """Places of extracted records without a match."""
        matched = {match.found for match in self.matches}
        return [n for n in range(len(self.found)) if n not in matched]


def compare(gold: Sequence[Event], found: Sequence[Event]) -> Comparison:
    """Pair the records of each type whose keys agree: as many as can be, then the likest."""
    matches: list[Match] = []
    for kind in TYPES:
        rows = [n for n, event in enumerate(gold) if event.type == kind]
        columns = [n for n, event in enumerate(found) if event.type == kind]
        possible = {
            (row, column): match_of(row, column, gold[row], found[column])
            for row in rows
            for column in columns
            if not key_faults(gold[row], found[column])
        }
        weights = [[_weight(possible.get((row, column))) for column in columns] for row in rows]
        for i, j in assign(weights):
            match = possible.get((rows[i], columns[j]))
            if match is not None:
                matches.append(match)
    return Comparison(tuple(gold), tuple(found), tuple(matches))


def match_of(gold_place: int, found_place: int, gold: Event, found: Event) -> Match:
    """Compare the values of two records; each found value counts for one annotated one."""
    free = units_of(found)
    right: list[Unit] = []
    lost: list[Unit] = []
    for unit in units_of(gold):
        index = next((n for n, other in enumerate(free) if units_agree(unit, other)), None)
        if index is None:
            lost.append(unit)
        else:
            right.append(unit)
            del free[index]
    return Match(gold_place, found_place, tuple(right), tuple(lost), tuple(free))


def _weight(match: Match | None) -> int:
    return 0 if match is None else _PAIR + len(match.right)
