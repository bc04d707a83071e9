"""Who takes part in the other events of a document: mostly they are in company again."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas.event import EventType
from tasks.extract.candidates import Candidate
from tasks.extract.chances import chance_of, in_window
from tasks.extract.confidence import odds
from tasks.extract.reader.events import TriggerReading

AROUND: Mapping[EventType, tuple[str, ...]] = {
    "visit": ("visitors", "hosts"),
    "meeting": ("participants",),
}
"""Types of events, and the roles in them, that tell who keeps company."""

TELLS = 0.5
"""Chance from which on a trigger is asked who takes part in its event."""

SURE = 0.6
"""Chance from which on somebody does."""

KNOWN, STRANGER = 2.0, 1.0
"""Log odds that a participant gains who surely is in another event of the document, and that
others lose where somebody is. On the documents kept aside and on those read, meetings come out at
event F1 76.3 and 84.5 with 0 and 0, 78.6 and 84.0 with 1 and 1, 80.7 and 84.4 with these, 79.3
and 84.6 with 2.5 and 0.7. Forces and the sides of transfers gain on what was read, but not aside.
"""

Identity = tuple[str, str]
"""As of `Party.identity`."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """The highest chance of somebody to take part in an event, and the highest at another one."""

    trigger: int
    best: float
    second: float

    @classmethod
    def at(cls, chances: Mapping[int, float]) -> "_Seen":
        """Of the chances at each trigger."""
        (trigger, best), *others = sorted(chances.items(), key=lambda each: -each[1])
        return cls(trigger, best, others[0][1] if others else 0.0)

    def beside(self, trigger: int) -> float:
        """The highest chance at any other trigger."""
        return self.second if trigger == self.trigger else self.best


_NOWHERE = _Seen(-1, 0.0, 0.0)


class Company:
    """The chances of everybody to take part in the visits and meetings of one document."""

    def __init__(self, triggers: Iterable[TriggerReading], candidates: Sequence[Candidate]) -> None:
        seen: dict[Identity | None, dict[int, float]] = defaultdict(dict)  # None is anybody
        for trigger in triggers:
            for candidate, chance in _taking_part(trigger, candidates):
                for identity in (None, *_identities(candidate)):
                    known = seen[identity]
                    known[trigger.token] = max(chance, known.get(trigger.token, 0.0))
        self._seen = {identity: _Seen.at(chances) for identity, chances in seen.items()}

    def weigh(self, chance: float, candidate: Candidate, trigger: int) -> float:
        """The chance of a candidate to be at a trigger's event, once it is known who is at others.

        Args:
            chance: by the network's word.
            candidate: an actor.
            trigger: token of the trigger.
        """
        anybody = self._seen.get(None, _NOWHERE).beside(trigger)
        if not anybody:
            return chance
        met = (self._seen.get(identity, _NOWHERE) for identity in _identities(candidate))
        known = max((each.beside(trigger) for each in met), default=0.0)
        weighed = odds(chance) + KNOWN * known - STRANGER * (1 - known) * anybody
        return 1 / (1 + math.exp(-weighed))


def _taking_part(
    trigger: TriggerReading, candidates: Sequence[Candidate]
) -> Iterator[tuple[Candidate, float]]:
    for kind, roles in AROUND.items():
        if trigger.types[kind] < TELLS:
            continue
        for role in roles:
            chances = trigger.in_role(role)
            for candidate in in_window(trigger, candidates):
                if candidate.kind == "actor":
                    chance = chance_of(candidate, chances)
                    if chance >= SURE:
                        yield candidate, chance


def _identities(candidate: Candidate) -> set[Identity]:
    """Everything by which a candidate may be met again: itself, and its state."""
    states = {("state", p.country) for p in candidate.parties if p.country is not None}
    return {p.identity for p in candidate.parties} | states
