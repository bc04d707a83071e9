"""What analysts decided, as it bears on the reports at hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from schemas.base import Record

RulingKind = Literal["merge", "split", "value", "not_event"]


class Ruling(Record):
    """A decision of an analyst; it speaks of passages, so that it outlives every new grouping."""

    decision_id: UUID
    kind: RulingKind
    one: UUID
    """Anchor of a report (see `tasks.resolve.facts.anchor_of`)."""
    others: tuple[UUID, ...] = ()
    """Merge: of the same event; split: of another one."""
    slot: str | None = None
    value: str | None = None
    """Value: what `slot` really is, as JSON."""
    made_by: str
    made_at: datetime
    note: str | None = None

    @property
    def words(self) -> str:
        """Return who decided it and when."""
        said = f"decided by {self.made_by} on {self.made_at:%Y-%m-%d}"
        return f"{said}: {self.note}" if self.note else said


@dataclass
class Bindings:
    """Which reports must be one event, and which must not."""

    together: dict[tuple[int, int], Ruling] = field(default_factory=dict)
    apart: dict[tuple[int, int], Ruling] = field(default_factory=dict)
    joined: dict[int, Ruling] = field(default_factory=dict)
    """Report → the newest ruling that put it together with others."""
    _groups: dict[int, frozenset[int]] = field(default_factory=dict)

    def _group(self, node: int) -> frozenset[int]:
        return self._groups.get(node, frozenset({node}))

    def bind(self, one: int, other: int, ruling: Ruling) -> None:
        """Put two reports together, unless a newer ruling holds them apart."""
        ours, theirs = self._group(one), self._group(other)
        if any((min(a, b), max(a, b)) in self.apart for a in ours for b in theirs):
            return
        for node in ours | theirs:
            self._groups[node] = ours | theirs
        self.together[min(one, other), max(one, other)] = ruling
        self.joined.setdefault(one, ruling)
        self.joined.setdefault(other, ruling)

    def part(self, one: int, other: int, ruling: Ruling) -> None:
        """Hold two reports apart, unless a newer ruling puts them together."""
        if other not in self._group(one):
            self.apart[min(one, other), max(one, other)] = ruling


def bindings(anchors: Sequence[UUID], rulings: Iterable[Ruling]) -> Bindings:
    """Return what rulings say of reports, by their places in `anchors`; the newest wins."""
    places = {anchor: place for place, anchor in enumerate(anchors)}
    made = Bindings()
    for ruling in sorted(rulings, key=lambda each: (each.made_at, each.decision_id), reverse=True):
        if ruling.one not in places:
            continue
        one = places[ruling.one]
        others = {places[each] for each in ruling.others if each in places} - {one}
        for other in sorted(others):
            if ruling.kind == "merge":
                made.bind(one, other, ruling)
            elif ruling.kind == "split":
                made.part(one, other, ruling)
    return made
