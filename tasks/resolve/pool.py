"""One set of values for an event, from all its reports; what else was said is kept beside."""

import json
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from schemas.edtf import Precision, Span
from schemas.event import Category, Item, Status
from tasks.resolve.course import Turn, history, independent_sources, is_disputed, standing
from tasks.resolve.facts import Facts
from tasks.resolve.grouping import Group, Membership
from tasks.resolve.names import fold
from tasks.resolve.parties import Pooled, pool_actors
from tasks.resolve.rulings import Ruling
from tasks.resolve.votes import Value, best, votes

PRECISIONS = tuple(Precision)
READ: dict[str, Callable[[Facts], Hashable]] = {
    "country": lambda report: report.event.country,
    "place": lambda report: report.event.place,
    "mode": lambda report: getattr(report.event, "mode", None),
    "origin": lambda report: getattr(report.event, "origin", None),
    "value_usd": lambda report: getattr(report.event, "value_usd", None),
}
"""Slots whose best-supported value counts."""


Figure = tuple[int | None, int | None]


@dataclass(frozen=True)
class Choice:
    """A value that a report gives for a slot of an event."""

    slot: str
    value: str
    """As JSON."""
    texts: int
    chosen: bool


@dataclass(frozen=True)
class PooledEvent:
    """An event with its values, its members and its life."""

    event_id: UUID
    component: UUID
    type: str
    status: Status
    alleged: bool
    disputed: bool
    dismissed: bool
    """An analyst says that it is no event."""
    values: dict[str, Any]
    """Slot → value, as in the codebook; slots of other types are missing."""
    sources: int
    """Independent sources."""
    texts: int
    """Texts, copies of one counted once."""
    actors: tuple[Pooled, ...]
    items: tuple[Item, ...]
    turns: tuple[Turn, ...]
    choices: tuple[Choice, ...]
    members: tuple[Membership, ...] = field(default=())


def pool(group: Group, rulings: Iterable[Ruling] = ()) -> PooledEvent:
    """Return the event of a group of reports, corrected by what analysts ruled on its passages."""
    reports = [member.report for member in group.members]
    ruled = _ruled(reports, rulings)
    found: dict[str, list[Value[Any]]] = {name: votes(reports, read) for name, read in READ.items()}
    found["date"] = votes(reports, lambda report: report.event.date)
    found["troops"] = votes(reports, _troops)
    values = {name: best(found[name]) for name in READ}
    values |= {"date": _date(reports, found["date"])} | _forces(reports, found["troops"])
    status = standing(reports)
    said = {each.slot: json.loads(each.value or "null") for each in ruled if each.slot}
    values |= {slot: value for slot, value in said.items() if slot in values}
    return PooledEvent(
        event_id=group.event_id,
        component=group.component,
        type=reports[0].event.type,
        status=said.get("status", status),
        alleged=said.get("alleged", all(report.event.alleged for report in reports)),
        disputed=is_disputed(reports),
        dismissed=any(each.kind == "not_event" for each in ruled),
        values=values,
        sources=independent_sources(reports),
        texts=len({report.copies for report in reports}),
        actors=tuple(pool_actors(reports)),
        items=tuple(_items(reports)),
        turns=tuple(history(reports)),
        choices=tuple(_choices(found, values)),
        members=group.members,
    )


def _ruled(reports: Sequence[Facts], rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings on these passages, the newest last."""
    anchors = {report.anchor for report in reports}
    own = [each for each in rulings if each.one in anchors and each.kind in ("value", "not_event")]
    return sorted(own, key=lambda each: (each.made_at, each.decision_id))


def _date(reports: Sequence[Facts], said: Sequence[Value[Any]]) -> str | None:
    """The most precise date; of equals the one that a report after the event gives, then support.

    Of days within one stay the whole stay counts, where a report tells it.
    """
    done = {report.event.date for report in reports if report.event.status == "occurred"}

    def rank(value: Value[Any]) -> tuple[int, bool, int, int, int]:
        span = Span.parse(str(value.value))
        length = (span.end - span.start).days
        stay = -length if span.precision is Precision.DAY and _is_stay(reports) else length
        precise = PRECISIONS.index(span.precision)
        return precise, value.value not in done, stay, -value.texts, value.first

    return str(min(said, key=rank).value) if said else None


def _is_stay(reports: Sequence[Facts]) -> bool:
    return reports[0].event.type == "visit"


def _troops(report: Facts) -> Figure | None:
    event = report.event
    if event.type != "deployment" or (event.troops_min, event.troops_max) == (None, None):
        return None
    return event.troops_min, event.troops_max


def _forces(reports: Sequence[Facts], troops: Sequence[Value[Figure]]) -> dict[str, Any]:
    if reports[0].event.type != "deployment":
        return {}
    ranked = sorted(troops, key=lambda each: (-each.texts, _vague(each.value), each.first))
    low, high = ranked[0].value if ranked else (None, None)
    units: dict[str, str] = {}
    actions = []
    for report in reports:
        assert report.event.type == "deployment"
        actions.append(report.event.action)
        for unit in report.event.units:
            units.setdefault(fold(unit).joined, unit)
    action = next((each for each in actions if each != "presence"), "presence")
    return {
        "troops_min": low,
        "troops_max": high,
        "units": list(units.values()),
        "action": action,
    }


def _vague(figure: Figure) -> bool:
    return figure[0] != figure[1]


def _items(reports: Sequence[Facts]) -> list[Item]:
    """Each item once, with the best-supported number."""
    found: dict[frozenset[str], list[tuple[Facts, Item]]] = {}
    for report in reports:
        if report.event.type != "transfer":
            return []
        for item in report.event.items:
            words = frozenset(fold(item.name).tokens)
            key = next((each for each in found if each <= words or words <= each), words)
            found.setdefault(key, []).append((report, item))
    return [_item(said) for said in found.values()]


def _item(said: Sequence[tuple[Facts, Item]]) -> Item:
    by_report = {report.report_id: item for report, item in said}
    reports = [report for report, _ in said]
    numbers = votes(reports, lambda report: _number(by_report[report.report_id]))
    name = best(votes(reports, lambda report: by_report[report.report_id].name))
    categories: list[Value[Category]] = votes(
        reports, lambda report: by_report[report.report_id].category
    )
    category = best(categories)
    low, high = best(numbers) or (None, None)
    assert name is not None
    assert category is not None
    return Item(name=name, category=category, quantity_min=low, quantity_max=high)


def _number(item: Item) -> Figure | None:
    number = (item.quantity_min, item.quantity_max)
    return None if number == (None, None) else number


def _choices(found: dict[str, list[Value[Any]]], values: dict[str, Any]) -> Iterable[Choice]:
    """Every value that was given for a slot, with its support."""
    chosen = values | {"troops": (values.get("troops_min"), values.get("troops_max"))}
    for slot in sorted(found):
        for each in found[slot]:
            told = json.dumps(each.value)
            yield Choice(slot, told, each.texts, chosen=each.value == chosen[slot])
