"""Who takes part in the other events of a document: mostly they are in company again."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from schemas.event import EventType
from tasks.extract.candidates import Candidate
from tasks.extract.chances import chance_of, in_window
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
_EDGE = 1e-4

Identity = tuple[str, str]


class Company:
    """The chances of everybody to take part in the visits and meetings of one document."""

    def __init__(self, triggers: Iterable[TriggerReading], candidates: Sequence[Candidate]) -> None:
        self._seen: dict[Identity, dict[int, float]] = defaultdict(dict)
        self._surest: dict[int, float] = {}
        for trigger in triggers:
            for candidate, chance in _taking_part(trigger, candidates):
                self._note(trigger.token, candidate, chance)

    def _note(self, trigger: int, candidate: Candidate, chance: float) -> None:
        self._surest[trigger] = max(chance, self._surest.get(trigger, 0.0))
        for identity in _identities(candidate):
            seen = self._seen[identity]
            seen[trigger] = max(chance, seen.get(trigger, 0.0))

    def weigh(self, chance: float, candidate: Candidate, trigger: int) -> float:
        """The chance of a candidate to be at a trigger's event, once it is known who is at others.

        Args:
            chance: by the network's word.
            candidate: an actor.
            trigger: token of the trigger.
        """
        others = max((c for token, c in self._surest.items() if token != trigger), default=0.0)
        if not others:
            return chance
        known = max(
            (
                seen
                for identity in _identities(candidate)
                for token, seen in self._seen.get(identity, {}).items()
                if token != trigger
            ),
            default=0.0,
        )
        inside = min(max(chance, _EDGE), 1 - _EDGE)
        odds = math.log(inside / (1 - inside)) + KNOWN * known - STRANGER * (1 - known) * others
        return 1 / (1 + math.exp(-odds))


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
