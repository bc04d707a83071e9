"""Events and actors as rows of the warehouse."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from schemas.edtf import Span
from schemas.ids import content_uuid
from tasks.resolve.actors import Known, Mentions
from tasks.resolve.blocks import entries
from tasks.resolve.facts import Facts
from tasks.resolve.identities import Identities
from tasks.resolve.parties import Pooled
from tasks.resolve.pool import PooledEvent

Row = dict[str, Any]
ActorOf = Callable[[Facts, str, int], UUID]
"""Report, slot and place in it → actor."""
FLAT = ("date", "country", "place", "mode", "action", "troops_min", "troops_max", "units",
        "origin", "value_usd")  # fmt: skip


def event_rows(event: PooledEvent, actor_of: ActorOf) -> dict[str, list[Row]]:
    """Return the rows of an event and of all that hangs on it: table → rows."""
    rows = {
        "events": [_event(event)],
        "event_reports": [
            {
                "report_id": each.report.report_id,
                "anchor_id": each.report.anchor,
                "score": each.score,
                "reason": each.reason,
            }
            for each in event.members
        ],
        "event_actors": list(_actors(event.actors, actor_of)),
        "event_items": [item.model_dump() for item in event.items],
        "event_history": [
            {
                "status": turn.status,
                "alleged": turn.alleged,
                "published": turn.report.published,
                "publisher": turn.report.publisher,
                "report_id": turn.report.report_id,
            }
            for turn in event.turns
        ],
        "event_values": [
            {"slot": each.slot, "value": each.value, "texts": each.texts, "chosen": each.chosen}
            for each in event.choices
        ],
    }
    for table, listed in rows.items():
        for place, row in enumerate(listed):
            row["event_id"] = event.event_id
            if table not in ("events", "event_actors"):
                row["ordinal"] = place
    rows["events"][0]["digest"] = _digest(rows)
    return {table: [_plain(row) for row in listed] for table, listed in rows.items()}


def _event(event: PooledEvent) -> Row:
    published = [each.report.published for each in event.members if each.report.published]
    values = {name: event.values.get(name) for name in FLAT}
    return (
        values
        | _days(values["date"])
        | {
            "type": event.type,
            "status": event.status,
            "alleged": event.alleged,
            "disputed": event.disputed,
            "dismissed": event.dismissed,
            "reports": len(event.members),
            "texts": event.texts,
            "sources": event.sources,
            "first_published": min(published, default=None),
            "last_published": max(published, default=None),
        }
    )


def _days(date: str | None) -> Row:
    if date is None:
        return {}
    start, end, precision = Span.parse(date)
    return {"date_start": start, "date_end": end, "date_precision": precision.value}


def _actors(actors: Iterable[Pooled], actor_of: ActorOf) -> Iterable[Row]:
    places: Counter[str] = Counter()
    for each in actors:
        said = Counter(actor_of(report, each.slot, place) for report, place in each.mentions)
        yield {
            "slot": each.slot,
            "ordinal": places[each.slot],
            "actor_id": max(said, key=lambda actor: (said[actor], actor)),
            "name": each.name,
            "country": each.country,
            "role": each.role,
            "texts": each.texts,
        }
        places[each.slot] += 1


def _digest(rows: Mapping[str, list[Row]]) -> UUID:
    return content_uuid("digest", [json.dumps(rows, sort_keys=True, default=str)])


def _plain(row: Row) -> Row:
    """Ids as the bytes that Arrow takes for them."""
    return {name: value.bytes if isinstance(value, UUID) else value for name, value in row.items()}


def working_rows(report: Facts, component: UUID, basis: UUID) -> dict[str, list[Row]]:
    """Return what is kept of a report to tell later what it bears on."""
    keys = [
        {
            "report_id": report.report_id,
            "key": entry.key,
            "country": entry.country,
            "first_day": entry.first,
            "last_day": entry.last,
        }
        for entry in entries(report)
    ]
    kept = {
        "report_id": report.report_id,
        "anchor_id": report.anchor,
        "component": component,
        "basis": basis,
        "content_sha256": report.content,
    }
    return {"resolved": [_plain(kept)], "resolved_keys": [_plain(key) for key in keys]}


def actor_rows(known: Known, identities: Identities) -> dict[str, list[Row]]:
    """Return the rows of an actor and of all that hangs on it: table → rows."""
    rows = {
        "actors": [
            {"kind": known.kind, "name": known.name, "country": known.country}
            | _when(known.mentions)
        ],
        "actor_names": list(_names(known.mentions)),
        "actor_offices": list(_offices(known.mentions, identities)),
    }
    for listed in rows.values():
        for row in listed:
            row["actor_id"] = known.actor_id
    rows["actors"][0]["digest"] = _digest(rows)
    return {table: [_plain(row) for row in listed] for table, listed in rows.items()}


def _when(mentions: Iterable[Mentions]) -> Row:
    listed = list(mentions)
    return {
        "first_published": min((each.first for each in listed if each.first), default=None),
        "last_published": max((each.last for each in listed if each.last), default=None),
        "mentions": sum(each.times for each in listed),
    }


def _names(mentions: Iterable[Mentions]) -> Iterable[Row]:
    counts: Counter[tuple[str, str | None]] = Counter()
    for each in mentions:
        if each.form.name is not None:
            counts[each.form.name, each.form.country] += each.times
    for (name, country), count in sorted(counts.items(), key=str):
        yield {"name": name, "country": country, "mentions": count}


def _offices(mentions: Iterable[Mentions], identities: Identities) -> Iterable[Row]:
    held: dict[str, list[Mentions]] = {}
    for each in mentions:
        office = identities.office(each.form.role) if each.form.name else None
        if office is not None and office.title != "counterpart":
            held.setdefault(office.title, []).append(each)
    for title in sorted(held):
        yield {"office": title} | _when(held[title])
