"""Everything that is told of extracted records, given annotated ones."""

from dataclasses import dataclass
from functools import cached_property

from schemas.event import Event
from tasks.evaluate.comparison import Comparison, compare
from tasks.evaluate.faults import RecordFault, ValueFault, record_faults, value_faults
from tasks.evaluate.figures import Figures, Tally, document_figures, figures_of
from tasks.evaluate.gold import GoldDocument
from tasks.evaluate.interval import Interval, f1_interval
from tasks.evaluate.passages import Passages
from tasks.evaluate.reliability import Reliability, reliability


@dataclass(frozen=True, slots=True)
class Found:
    """An extracted record with the frame that found it and its confidence."""

    event: Event
    frame: str
    confidence: float


@dataclass(frozen=True)
class Judged:
    """A document with its annotated and its extracted records."""

    gold: GoldDocument
    found: tuple[Found, ...]

    @cached_property
    def comparison(self) -> Comparison:
        """Which of them match."""
        return compare(self.gold.events, [each.event for each in self.found])

    @cached_property
    def figures(self) -> Figures:
        """The counts of this document alone."""
        return document_figures(self.comparison)

    @cached_property
    def records(self) -> list[RecordFault]:
        """Its missed and spurious records."""
        return record_faults(self.comparison, Passages(self.gold.title, self.gold.text))

    @cached_property
    def values(self) -> list[ValueFault]:
        """What differs in its matched records."""
        return [fault for match in self.comparison.matches for fault in value_faults(match)]


@dataclass(frozen=True, slots=True)
class FrameFigures:
    """How often a frame is right: the records that it made, and their values."""

    frame: str
    made: int
    matched: int
    values: Tally
    """Of its matched records."""

    @property
    def precision(self) -> float:
        """Percent of its records that are matched."""
        return round(100 * self.matched / self.made, 1)


@dataclass(frozen=True, slots=True)
class Eventless:
    """Documents in which people found no event."""

    documents: int
    records: int
    """Extracted from them, all spurious."""

    @property
    def per_hundred(self) -> float:
        """Records on a hundred of them."""
        return round(100 * self.records / self.documents, 1) if self.documents else 0.0


@dataclass(frozen=True)
class Evaluation:
    """The figures of a set of documents."""

    documents: tuple[Judged, ...]

    @cached_property
    def figures(self) -> Figures:
        """Events and values: in total, by type, by slot."""
        return figures_of(document.comparison for document in self.documents)

    def interval(self, name: str) -> Interval:
        """The bootstrap interval of the F1 of one of the figures, over documents."""
        return f1_interval(self.tallies(name))

    def tallies(self, name: str) -> list[Tally]:
        """One of the figures for each document, in their order."""
        return [document.figures.get(name, Tally()) for document in self.documents]

    @cached_property
    def frames(self) -> list[FrameFigures]:
        """Every frame that made a record, those with most records first."""
        made: dict[str, list[tuple[bool, Tally]]] = {}
        for document in self.documents:
            for n, right in enumerate(self._values_right(document)):
                entry = (right is not None, right or Tally())
                made.setdefault(document.found[n].frame, []).append(entry)
        figures = [
            FrameFigures(
                frame=frame,
                made=len(entries),
                matched=sum(matched for matched, _ in entries),
                values=sum((tally for _, tally in entries), start=Tally()),
            )
            for frame, entries in made.items()
        ]
        return sorted(figures, key=lambda each: (-each.made, each.frame))

    @staticmethod
    def _values_right(document: Judged) -> list[Tally | None]:
        """For each extracted record the tally of its values, or null where it has no match."""
        tallies: list[Tally | None] = [None] * len(document.found)
        for match in document.comparison.matches:
            right = len(match.right)
            tallies[match.found] = Tally(right, right + len(match.lost), right + len(match.extra))
        return tallies

    @cached_property
    def reliability(self) -> Reliability:
        """What the confidence of the records is worth."""
        return reliability(
            (each.confidence, right is not None)
            for document in self.documents
            for each, right in zip(document.found, self._values_right(document), strict=True)
        )

    @cached_property
    def eventless(self) -> Eventless:
        """What was extracted where there is nothing."""
        empty = [document for document in self.documents if not document.gold.events]
        return Eventless(len(empty), sum(len(document.found) for document in empty))
