"""Which reports are worth comparing: those that share a key, and are near in time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, combinations
from typing import NamedTuple

from schemas.event import EventType
from tasks.resolve.facts import Facts, Party
from tasks.resolve.names import fold
from tasks.resolve.weights import weights

BUCKET = 256
"""Days to a part of the index."""
MOST_BUCKETS = 64
LONE = "lone"
ALL = "all"


class Entry(NamedTuple):
    """Where a report stands in the index of those that may be compared."""

    key: str
    country: str | None
    """Where it took place; null meets every country."""
    first: date
    last: date
    """Days that its window reaches to, with half the longest distance that is compared."""


def part(party: Party) -> tuple[str, ...]:
    """Return what a party is looked up by: its country and, where it is known, its name."""
    if party.country is None:
        return (fold(party.name or "").joined,)
    return (party.country, f"={party.name}") if party.known else (party.country,)


def stored_keys(report: Facts) -> frozenset[str]:
    """Return the keys under which a report is found."""
    return frozenset(f"{report.event.type} {key}" for key in _keys(report, stored=True))


def sought_keys(report: Facts) -> frozenset[str]:
    """Return the keys under which a report looks for others.

    One finds the other exactly if the other finds the one.
    """
    return frozenset(f"{report.event.type} {key}" for key in _keys(report, stored=False))


def _keys(report: Facts, *, stored: bool) -> Iterator[str]:
    sides = report.sides
    match report.event.type:
        case "visit":
            for party in sides["visitors"]:
                yield from part(party)
        case "meeting":
            yield from _meeting_keys(sides["participants"], stored=stored)
        case "deployment":
            moves = report.event.type == "deployment" and report.event.action == "withdraw"
            for force in part(sides["force"][0]):
                yield f"{force} {'from' if moves else 'to'}"
        case "transfer":
            for supplier in part(sides["supplier"][0]):
                for recipient in part(sides["recipient"][0]):
                    yield f"{supplier} {recipient}"


def _meeting_keys(participants: Sequence[Party], *, stored: bool) -> Iterator[str]:
    """A meeting is found by any two; one with a single participant finds all of that one."""
    alone = len(participants) == 1
    for party in participants:
        for name in part(party):
            if stored:
                yield f"{LONE if alone else ALL} {name}"
            elif alone:
                yield f"{ALL} {name}"
                yield f"{LONE} {name}"
            else:
                yield f"{LONE} {name}"
    for one, other in combinations(participants, 2):
        for name in part(one):
            for second in part(other):
                yield " ".join(sorted((name, second)))


def entries(report: Facts) -> list[Entry]:
    """Return where a report stands in the index."""
    first, last = reach(report)
    return [Entry(key, report.event.country, first, last) for key in sorted(stored_keys(report))]


def reach(report: Facts) -> tuple[date, date]:
    """Return the first and last day on which another may lie to be compared with it."""
    window = report.window
    half = timedelta(days=_half(report.event.type))
    if window.origin in ("office", "nothing"):
        return date.min, date.max
    assert window.start is not None
    assert window.end is not None
    return _later(window.start, -half), _later(window.end, half)


def _half(kind: EventType) -> int:
    return -(-max(weights().horizon[kind], weights().apart[kind]) // 2)


def _later(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.max if by.days > 0 else date.min


def candidates(reports: Sequence[Facts]) -> set[tuple[int, int]]:
    """Return the pairs of places in `reports` that are worth comparing, the lower first."""
    return {
        (min(place, other), max(place, other))
        for place, other in meetings(reports, reports)
        if place != other
    }


def meetings(reports: Sequence[Facts], others: Sequence[Facts]) -> set[tuple[int, int]]:
    """Return the pairs worth comparing, each a place in `reports` and one in `others`."""
    index: dict[tuple[str, int | None], list[tuple[Entry, int]]] = defaultdict(list)
    ever: dict[str, list[tuple[Entry, int]]] = defaultdict(list)
    undated = any(None in _buckets(*reach(report)) for report in reports)
    for place, report in enumerate(others):
        for entry in entries(report):
            for bucket in _buckets(entry.first, entry.last):
                index[entry.key, bucket].append((entry, place))
            if undated:
                ever[entry.key].append((entry, place))
    found: set[tuple[int, int]] = set()
    for place, report in enumerate(reports):
        first, last = reach(report)
        buckets = _buckets(first, last)
        for key in sought_keys(report):
            at = [index.get((key, bucket), []) for bucket in (None, *buckets)]
            for entry, other in chain(*at) if None not in buckets else ever.get(key, ()):
                if meets(entry, first, last, report.event.country):
                    found.add((place, other))
    return found


def _buckets(first: date, last: date) -> tuple[int | None, ...]:
    """Parts of history that a window reaches into; null for all of it."""
    start, end = first.toordinal() // BUCKET, last.toordinal() // BUCKET
    return tuple(range(start, end + 1)) if end - start <= MOST_BUCKETS else (None,)


def meets(entry: Entry, first: date, last: date, country: str | None) -> bool:
    """Tell whether an entry of the index is near in time and may be in `country`."""
    if entry.first > last or entry.last < first:
        return False
    return entry.country is None or country is None or entry.country == country
