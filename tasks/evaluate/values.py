"""The filled values of a record, each one unit of the slot score, and when two agree."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from schemas.event import Actor, Event, Item
from tasks.evaluate.names import same_name

ROLES = ("visitors", "hosts", "participants", "force", "supplier", "recipient")
LISTS = ("units", "items")
PLAIN = ("mode", "action", "troops_min", "troops_max", "origin", "value_usd")
CIRCUMSTANCES = ("date", "country", "place")
AFFILIATION = ".country"
"""Ends the slot of a named actor's country."""

COARSE_STATUS = {"ongoing": "occurred", "denied": "cancelled"}
"""Statuses that count as another one."""

VALUE_TOLERANCE = 0.02
"""Share by which a sum of money may differ: rounding in the text ("about 345 million")."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One value of a record, under the slot that it is counted in."""

    slot: str
    value: Any

    def __str__(self) -> str:
        if isinstance(self.value, Actor):
            return " / ".join(v for v in (self.value.name, self.value.country) if v)
        if isinstance(self.value, Item):
            least, most = self.value.quantity_min, self.value.quantity_max
            return f"{self.value.name} ({self.value.category}, {least} to {most})"
        return str(self.value)


def actors(event: Event, role: str) -> tuple[Actor, ...]:
    """The actors in a role; none where the event's type has no such role."""
    given = getattr(event, role, None)
    if given is None:
        return ()
    return given if isinstance(given, tuple) else (given,)


def units_of(event: Event) -> list[Unit]:
    """Every filled value of a record, in the order of its fields.

    A named actor with a country is two units: who it is, and whom it belongs to.
    """
    units = [Unit("status", COARSE_STATUS.get(event.status, event.status))]
    units.append(Unit("alleged", event.alleged))
    for slot in (*CIRCUMSTANCES, *PLAIN):
        value = getattr(event, slot, None)
        if value is not None:
            units.append(Unit(slot, value))
    for role in ROLES:
        for actor in actors(event, role):
            units.append(Unit(role, actor))
            if actor.name and actor.country:
                units.append(Unit(role + AFFILIATION, actor))
    units += [Unit(slot, each) for slot in LISTS for each in getattr(event, slot, ())]
    return units


def same_actor(gold: Actor, found: Actor) -> bool:
    """True for one name, or for one state where neither is named."""
    if gold.name and found.name:
        return same_name(gold.name, found.name)
    return not gold.name and not found.name and _same_country(gold, found)


def akin(gold: Actor, found: Actor) -> bool:
    """As `same_actor`, but a named actor also stands for its state's unnamed one."""
    named = bool(gold.name and found.name)
    return same_actor(gold, found) or (not named and _same_country(gold, found))


def _same_country(gold: Actor, found: Actor) -> bool:
    return gold.country is not None and gold.country == found.country


def units_agree(gold: Unit, found: Unit) -> bool:
    """True where a found value is right by the codebook's rule for its slot."""
    if gold.slot != found.slot:
        return False
    if gold.slot in ROLES:
        return same_actor(gold.value, found.value)
    if gold.slot.endswith(AFFILIATION):
        return same_actor(gold.value, found.value) and _same_country(gold.value, found.value)
    rule = RULES.get(gold.slot)
    return rule(gold.value, found.value) if rule else bool(gold.value == found.value)


def dates_agree(gold: str, found: str) -> bool:
    """True for equal dates, intervals of one beginning, and a day that begins or ends the other."""
    ends, other = gold.split("/"), found.split("/")
    return ends[0] == other[0] or gold in other or found in ends


def _items_agree(gold: Item, found: Item) -> bool:
    if (gold.quantity_min, gold.quantity_max) != (found.quantity_min, found.quantity_max):
        return False
    return gold.category == found.category or same_name(gold.name, found.name)


def _sums_agree(gold: float, found: float) -> bool:
    return abs(gold - found) <= VALUE_TOLERANCE * abs(gold)


RULES: dict[str, Callable[[Any, Any], bool]] = {
    "date": dates_agree,
    "place": same_name,
    "units": same_name,
    "items": _items_agree,
    "value_usd": _sums_agree,
}
"""Slots whose values may differ and still agree; in the others they must be equal."""
