"""What the page holds of each event, cut to the size that a file may have."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tasks.report.excerpt import excerpt
from tasks.report.island import island
from tasks.report.wording import (
    Row,
    actor_name,
    count_words,
    date_words,
    days_words,
    headline,
    place_name,
    state_name,
    words,
)
from tasks.report.world import drawn_states

Entry = dict[str, Any]
MEET = "participants"


class Fitted(NamedTuple):
    """What there was room for."""

    events: list[Entry]
    left_out: int
    """Events of the period that the page does not hold: those that the fewest sources tell."""
    quotes_left_out: int
    """Texts of events that it holds, found for it but not shown."""


def entry(event: Row, names: Mapping[str, str]) -> Entry:
    """Return an event as the page's scripts take it, without evidence yet.

    Args:
        event: a row of `period_events`.
        names: names of states and organisations by code.
    """
    actors: Sequence[Row] = event["actors"]
    codes = [actor["country"] for actor in actors] + [event["country"]]
    return {
        "id": str(event["event_id"]),
        "type": event["type"],
        "status": event["status"],
        "alleged": event["alleged"],
        "disputed": event["disputed"],
        "headline": headline(event, names),
        "when": date_words(event["date"]),
        "start": _iso(event["date_start"]),
        "day": _iso(event["day"]),
        "ahead": event["ahead"],
        "first": _iso(event["first_published"]),
        "told": _day(event["first_published"]),
        "country": event["country"],
        "where": place_name(event, names),
        "at": _point(event),
        "states": list(dict.fromkeys(code for code in codes if code)),
        "met": _countries(actors, MEET),
        "supplier": _party(actors, "supplier", names),
        "recipient": _party(actors, "recipient", names),
        "facts": list(_facts(event, names)),
        "sources": event["sources"],
        "reports": event["reports"],
        "confidence": round(event["confidence"], 2),
        "evidence": [],
    }


def quote(passage: Row) -> Entry:
    """Return a report with the words that say so; `passage` is a row of `period_passages`."""
    return {
        "title": passage["title"],
        "source": passage["publisher"] or _host(passage["address"]),
        "published": _day(passage["published"]),
        "url": passage["address"] if _host(passage["address"]) else None,
        "status": passage["status"],
        "alleged": passage["alleged"],
        "confidence": round(passage["confidence"], 2),
        "pieces": excerpt(passage["title"], passage["text"], passage["spans"]),
    }


def fit(entries: Iterable[Entry], passages: Mapping[str, Sequence[Row]], room: int) -> Fitted:
    """Return as many events and quotes as `room` bytes of JSON hold.

    Every event comes with its first quote, in the order given, until the room is used up; what is
    left goes to further quotes, in the same order.
    """
    kept: list[Entry] = []
    left_out = 0
    for each in entries:
        first = {**each, "evidence": [quote(told) for told in passages.get(each["id"], ())[:1]]}
        size = _size(first)
        if left_out or size > room:
            left_out += 1
            continue
        room -= size
        kept.append(first)
    missing = 0
    for each in kept:
        for told in passages.get(each["id"], ())[1:]:
            more = quote(told)
            size = _size(more)
            if size > room:
                missing += 1
                continue
            room -= size
            each["evidence"].append(more)
    return Fitted(kept, left_out, missing)


def _size(entry_: Entry) -> int:
    return len(island(entry_).encode()) + 1


def _facts(event: Row, names: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for slot, label in words()["facts"].items():
        who = [_titled(actor, names) for actor in event["actors"] if actor["slot"] == slot]
        if who:
            yield label, "; ".join(dict.fromkeys(who))
    told = (
        ("Troops", count_words(event["troops_min"], event["troops_max"])),
        ("Units", "; ".join(event["units"] or ())),
        ("Items", event["items"]),
        ("Worth", f"{event['value_usd']:,.0f} US dollars" if event["value_usd"] else None),
        ("Kind", (event["mode"] or "").replace("_", " ")),
    )
    yield from ((label, value) for label, value in told if value)


def _titled(actor: Row, names: Mapping[str, str]) -> str:
    office = f", {actor['role']}" if actor["name"] and actor["role"] else ""
    return actor_name(actor, names) + office


def _point(event: Row) -> tuple[float, float] | None:
    """Return where to put it on the map, unless the shade of its state is enough."""
    if event["latitude"] is None:
        return None
    if event["location_precision"] != "place" and event["country"] in drawn_states():
        return None
    return event["latitude"], event["longitude"]


def _countries(actors: Sequence[Row], slot: str) -> list[str]:
    found = (actor["country"] for actor in actors if actor["slot"] == slot)
    return list(dict.fromkeys(code for code in found if code))


def _party(actors: Sequence[Row], slot: str, names: Mapping[str, str]) -> str | None:
    for actor in actors:
        if actor["slot"] == slot:
            return state_name(actor["country"], names) or actor["name"] or actor["role"]
    return None


def _host(address: str | None) -> str | None:
    """Return the host of a web address; None of any other, such as a file's."""
    try:
        parts = urlsplit(address or "")
        return parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _day(day: Any) -> str | None:
    return days_words(day, day) if day else None
