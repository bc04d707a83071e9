"""What frames and the network say of one trigger, as one draft.

A frame that finds all its roles in the parse is right four times in five, but finds a third of the
events; the network finds most, less surely. Where both know a trigger the frame's actors stand,
and the network fills what the frame leaves open.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from schemas.event import EventType
from tasks.extract.confidence import Signs
from tasks.extract.drafts import Draft
from tasks.extract.reader.events import TriggerReading
from tasks.extract.trace import SILENT, Trace

UNREAD = 0.01
"""Chance of a trigger that the network does not take for one."""

UNSURE = 0.3
"""Chance, at the least, of roles that a frame finds in the parse, whatever the network doubts."""

Key = tuple[int, EventType]


def fuse(
    learned: Iterable[Draft],
    framed: Iterable[Draft],
    triggers: Sequence[TriggerReading],
    trace: Trace = SILENT,
) -> list[Draft]:
    """All drafts of a document in the order of their triggers, each trigger told once."""
    chances = {
        (trigger.token, kind): chance
        for trigger in triggers
        for kind, chance in trigger.types.items()
        if chance > 0
    }
    by_trigger: dict[Key, list[Draft]] = defaultdict(list)
    for draft in learned:
        by_trigger[draft.trigger.i, draft.type].append(draft)
    kept: list[Draft] = []
    known: set[Key] = set()
    for draft in framed:
        key = (draft.trigger.i, draft.type)
        others = by_trigger.get(key, [])
        roles = max((UNSURE, *(o.signs.roles for o in others if o.signs)))
        draft.signs = Signs(chances.get(key, UNREAD), roles, ruled=True)
        for other in others:
            _fill(draft, other)
            trace.joined(other, draft)
        known.add(key)
        kept.append(draft)
    kept += [d for key, drafts in by_trigger.items() if key not in known for d in drafts]
    return sorted(kept, key=lambda draft: draft.trigger.i)


def _fill(draft: Draft, other: Draft) -> None:
    """Take from `other` what `draft` leaves open."""
    draft.when = draft.when or other.when
    if not draft.where.known and other.where.known:
        draft.where, draft.weak = other.where, False
    draft.troops = draft.troops or other.troops
    draft.units = draft.units or other.units
    draft.items = draft.items or other.items
    draft.value = draft.value or other.value
    if draft.type == "visit" and not draft.parties("hosts"):
        coming = {visitor.identity for visitor in draft.parties("visitors")}
        draft.roles["hosts"] = [h for h in other.parties("hosts") if h.identity not in coming]
