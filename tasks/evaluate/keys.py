"""The key of a record: what must agree for an extracted one to stand for an annotated one."""

from collections.abc import Callable, Sequence
from typing import Literal

from schemas.event import Actor, Event, EventType
from tasks.evaluate.names import same_name
from tasks.evaluate.values import actors, akin, same_actor

KeyPart = Literal["actor", "place", "direction"]


def key_faults(gold: Event, found: Event) -> tuple[KeyPart, ...]:
    """The parts of the key in which two records of one type differ; none where they match.

    `actor` is any of the roles that tell the event apart, `place` its country and place together,
    `direction` a withdrawal against a coming.
    """
    faults: list[KeyPart] = []
    if not ACTORS_AGREE[gold.type](gold, found):
        faults.append("actor")
    if gold.type in ("visit", "deployment") and not places_agree(gold, found):
        faults.append("place")
    if _withdraws(gold) != _withdraws(found):
        faults.append("direction")
    return tuple(faults)


def places_agree(gold: Event, found: Event) -> bool:
    """True where country or place is the same, or the annotation has neither."""
    if gold.country is None and gold.place is None:
        return True
    if gold.country is not None and gold.country == found.country:
        return True
    return bool(gold.place and found.place and same_name(gold.place, found.place))


def shared_actors(gold: Sequence[Actor], found: Sequence[Actor]) -> int:
    """How many annotated actors pair off with a found one each, the surest first."""
    free, shared = list(found), 0
    for actor in gold:
        for likeness in (same_actor, akin):
            index = next((n for n, other in enumerate(free) if likeness(actor, other)), None)
            if index is not None:
                del free[index]
                shared += 1
                break
    return shared


def _one_each(*roles: str) -> Callable[[Event, Event], bool]:
    def agree(gold: Event, found: Event) -> bool:
        return all(shared_actors(actors(gold, role), actors(found, role)) for role in roles)

    return agree


def _two_participants(gold: Event, found: Event) -> bool:
    annotated = actors(gold, "participants")
    return shared_actors(annotated, actors(found, "participants")) >= min(2, len(annotated))


def _withdraws(event: Event) -> bool:
    return getattr(event, "action", None) == "withdraw"


ACTORS_AGREE: dict[EventType, Callable[[Event, Event], bool]] = {
    "visit": _one_each("visitors"),
    "meeting": _two_participants,
    "deployment": _one_each("force"),
    "transfer": _one_each("supplier", "recipient"),
}
