"""Keeps what extraction tells of its way through one document."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas.event import EventType
from schemas.reject import Reject
from schemas.report import Report
from tasks.extract.choices import Choices
from tasks.extract.completion import lacking
from tasks.extract.confidence import weights
from tasks.extract.drafts import Draft
from tasks.extract.explain.notes import Outcome
from tasks.extract.proposals import Proposal
from tasks.extract.reader.events import TriggerReading
from tasks.extract.scene import Scene


@dataclass(frozen=True, slots=True)
class Tried:
    """A frame at a word, and the drafts that it made."""

    proposal: Proposal
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word that the network takes for an event, and the drafts made of it."""

    trigger: TriggerReading
    type: EventType
    choices: Choices
    drafts: tuple[Draft, ...]


@dataclass
class Recorder:
    """A trace that forgets nothing; drafts are known by their identity."""

    scene: Scene = field(init=False)
    steps: list[Tried | Weighed] = field(default_factory=list)
    _into: dict[int, Draft] = field(default_factory=dict)
    _results: dict[int, Report | Reject | None] = field(default_factory=dict)

    def began(self, scene: Scene) -> None:
        """A document was read."""
        self.scene = scene

    def tried(self, proposal: Proposal, drafts: Sequence[Draft]) -> None:
        """A frame was tried."""
        self.steps.append(Tried(proposal, tuple(drafts)))

    def weighed(
        self, trigger: TriggerReading, kind: EventType, choices: Choices, drafts: Sequence[Draft]
    ) -> None:
        """The network's word was followed."""
        self.steps.append(Weighed(trigger, kind, choices, tuple(drafts)))

    def joined(self, draft: Draft, into: Draft) -> None:
        """A draft went into another one."""
        self._into[id(draft)] = into

    def ended(self, draft: Draft, result: Report | Reject | None) -> None:
        """A draft came to its end."""
        self._results[id(draft)] = result

    def outcome(self, draft: Draft, reports: Sequence[Report]) -> Outcome:
        """What became of a draft, given the records of the document in their order."""
        first = draft
        while id(first) in self._into:
            first = self._into[id(first)]
        end = self._end(first, reports)
        if first is draft or end.kind != "record":
            said = "" if first is draft else f"joined with “{first.trigger.text}”, where "
            return end.model_copy(update={"reason": said + end.reason if end.reason else None})
        return Outcome(kind="joined", record=end.record, reason=f"with “{first.trigger.text}”")

    def _end(self, draft: Draft, reports: Sequence[Report]) -> Outcome:
        if id(draft) not in self._results:
            return Outcome(kind="refused", reason=_weakness(draft))
        result = self._results[id(draft)]
        if result is None:
            least = weights()[draft.type].least
            reason = f"confidence {draft.confidence:.2f} is under {least:.2f}"
            return Outcome(kind="refused", reason=reason)
        if isinstance(result, Reject):
            return Outcome(kind="refused", reason=result.message)
        ids = [report.report_id for report in reports]
        return Outcome(kind="record", record=ids.index(result.report_id) + 1)


def _weakness(draft: Draft) -> str:
    role = lacking(draft) or "place"
    wanted = "a second side" if draft.type == "meeting" else f"a {role}"
    return f"it has not {wanted} by itself, and nothing else in the document gives it"
