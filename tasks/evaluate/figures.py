"""Precision, recall and F1 of events and of values: in total, by type, by slot."""

from collections.abc import Iterable
from dataclasses import dataclass

from tasks.evaluate.comparison import TYPES, Comparison
from tasks.evaluate.values import units_of


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were right, of how many annotated and how many extracted."""

    right: int = 0
    gold: int = 0
    found: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.gold + other.gold, self.found + other.found)

    @property
    def precision(self) -> float:
        """Percent of the extracted that are right."""
        return round(100 * self._share(self.found), 1)

    @property
    def recall(self) -> float:
        """Percent of the annotated that were found."""
        return round(100 * self._share(self.gold), 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two, in percent."""
        p, r = self._share(self.found), self._share(self.gold)
        return round(200 * p * r / (p + r), 1) if p + r else 0.0

    def _share(self, whole: int) -> float:
        return self.right / whole if whole else 0.0


Figures = dict[str, Tally]
"""`event` and `slot`, each alone and by type (`event.visit`), and `slot:NAME` of matched records.

Values of records without a match are all wrong in `slot`, and do not count in `slot:NAME`.
"""


def figures_of(comparisons: Iterable[Comparison]) -> Figures:
    """Sum over documents."""
    figures: Figures = {}
    for level in ("event", "slot"):
        figures |= {f"{level}.{kind}": Tally() for kind in TYPES}
        figures[level] = Tally()
    for comparison in comparisons:
        for name, tally in document_figures(comparison).items():
            figures[name] = figures.get(name, Tally()) + tally
    return figures


def document_figures(comparison: Comparison) -> Figures:
    """The figures of one document, without those that are all zero."""
    figures: Figures = {}

    def count(tally: Tally, *names: str) -> None:
        for name in names:
            figures[name] = figures.get(name, Tally()) + tally

    for event in comparison.gold:
        count(Tally(gold=1), "event", f"event.{event.type}")
        count(Tally(gold=len(units_of(event))), "slot", f"slot.{event.type}")
    for event in comparison.found:
        count(Tally(found=1), "event", f"event.{event.type}")
        count(Tally(found=len(units_of(event))), "slot", f"slot.{event.type}")
    for match in comparison.matches:
        kind = comparison.gold[match.gold].type
        count(Tally(right=1), "event", f"event.{kind}")
        count(Tally(right=len(match.right)), "slot", f"slot.{kind}")
        for unit in match.right:
            count(Tally(1, 1, 1), f"slot:{unit.slot}")
        for unit in match.lost:
            count(Tally(gold=1), f"slot:{unit.slot}")
        for unit in match.extra:
            count(Tally(found=1), f"slot:{unit.slot}")
    return figures
