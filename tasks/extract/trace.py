"""What extraction does with a document, told to whoever listens."""

from collections.abc import Sequence
from typing import Protocol

from schemas.event import EventType
from schemas.reject import Reject
from schemas.report import Report
from tasks.extract.choices import Choices
from tasks.extract.drafts import Draft
from tasks.extract.proposals import Proposal
from tasks.extract.reader.events import TriggerReading
from tasks.extract.scene import Scene


class Trace(Protocol):
    """Hears of each step, in its order; changes nothing."""

    def began(self, scene: Scene) -> None:
        """A document was read and its mentions found."""

    def tried(self, proposal: Proposal, drafts: Sequence[Draft]) -> None:
        """A frame was tried at a word, and made drafts or none."""

    def weighed(
        self, trigger: TriggerReading, kind: EventType, choices: Choices, drafts: Sequence[Draft]
    ) -> None:
        """A word that the network takes for an event of a kind was given its roles."""

    def joined(self, draft: Draft, into: Draft) -> None:
        """A draft tells of the event of another one, which takes its details in."""

    def ended(self, draft: Draft, result: Report | Reject | None) -> None:
        """A draft became a report or a reject, or (null) was not sure enough."""


class _Silent:
    """Forgets everything."""

    def began(self, scene: Scene) -> None:
        pass

    def tried(self, proposal: Proposal, drafts: Sequence[Draft]) -> None:
        pass

    def weighed(
        self, trigger: TriggerReading, kind: EventType, choices: Choices, drafts: Sequence[Draft]
    ) -> None:
        pass

    def joined(self, draft: Draft, into: Draft) -> None:
        pass

    def ended(self, draft: Draft, result: Report | Reject | None) -> None:
        pass


SILENT: Trace = _Silent()
