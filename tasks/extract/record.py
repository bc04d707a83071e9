"""From drafts to validated reports, with the characters that say so."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from schemas.event import EVENT
from schemas.reject import Reject
from schemas.report import Alternative, Attribution, Report
from tasks.extract.drafts import Draft, Thing
from tasks.extract.parties import Party
from tasks.extract.reading import Reading, Slice

DROPPABLE = frozenset(
    {
        "date",
        "country",
        "place",
        "origin",
        "units",
        "items",
        "troops_min",
        "troops_max",
        "value_usd",
        "hosts",
    }
)
"""Values without which a record is still one."""

LISTED = ("visitors", "hosts", "participants")


def report_of(draft: Draft, reading: Reading, version: str) -> Report | Reject:
    """The report that a draft becomes, without the values that the schema refuses."""
    record, slots = _record(draft, reading)
    record, fault = _valid(record)
    if fault is not None:
        return _reject(draft, reading, fault)
    spans = tuple(s for slot, at in slots if (s := reading.text_span(slot, at)) is not None)
    spans = tuple(s for s in spans if _kept(s.slot, record))
    document = reading.document
    try:
        event = EVENT.validate_python(record)
        return Report(
            report_id=Report.key(document.document_id, event),
            document_id=document.document_id,
            event=event,
            spans=spans,
            confidence=round(draft.confidence, 3),
            attribution=_attribution(draft, reading),
            alternatives=_alternatives(draft),
            frame=draft.frame.name,
            extractor=version,
        )
    except ValidationError as error:
        return _reject(draft, reading, error.errors()[0]["msg"])


def _kept(slot: str, record: dict[str, Any]) -> bool:
    return record.get(slot.partition(".")[0]) not in (None, (), [])


def _record(draft: Draft, reading: Reading) -> tuple[dict[str, Any], list[tuple[str, Slice]]]:
    quotes = [q for q in draft.quotes if reading.text_span("evidence.0", q) is not None]
    record: dict[str, Any] = {
        "type": draft.type,
        "status": draft.factuality.status,
        "alleged": draft.factuality.alleged,
        "date": draft.when.edtf if draft.when else None,
        "place": draft.where.place,
        "evidence": tuple(reading.span(q).text for q in quotes),
    }
    slots = [(f"evidence.{n}", q) for n, q in enumerate(quotes)]
    slots += _circumstances(draft)
    for role, parties in draft.roles.items():
        record[role] = tuple(_actor(p) for p in parties) if role in LISTED else _actor(parties[0])
        slots += _actor_slots(role, parties)
    if draft.type != "transfer" and not (draft.type == "meeting" and draft.mode != "in_person"):
        record["country"] = draft.where.country
    record |= _own(draft)
    slots += list(_own_slots(draft))
    return record, slots


def _actor(party: Party) -> dict[str, Any]:
    return {"name": party.name, "country": party.country, "role": party.role}


def _circumstances(draft: Draft) -> list[tuple[str, Slice]]:
    found: list[tuple[str, Slice]] = []
    if draft.when is not None:
        found.append(("date", draft.when.at))
    if draft.where.place_at is not None:
        found.append(("place", draft.where.place_at))
    if draft.where.country_at is not None:
        found.append(("country", draft.where.country_at))
    return found


def _actor_slots(role: str, parties: list[Party]) -> list[tuple[str, Slice]]:
    found: list[tuple[str, Slice]] = []
    for n, party in enumerate(parties):
        path = f"{role}.{n}" if role in LISTED else role
        for name, at in (
            ("name", party.name_at),
            ("country", party.country_at),
            ("role", party.role_at),
        ):
            if at is not None and getattr(party, name) is not None:
                found.append((f"{path}.{name}", at))
    return found


def _own(draft: Draft) -> dict[str, Any]:
    if draft.type == "meeting":
        return {"mode": draft.mode or "in_person"}
    if draft.type == "deployment":
        return {
            "action": draft.action,
            "troops_min": draft.troops.low if draft.troops else None,
            "troops_max": draft.troops.high if draft.troops else None,
            "units": tuple(unit.name for unit in draft.units),
            "origin": draft.origin,
        }
    if draft.type == "transfer":
        return {
            "mode": draft.mode or "other",
            "items": tuple(_item(item) for item in draft.items),
            "value_usd": draft.value[0] if draft.value else None,
        }
    return {}


def _item(item: Thing) -> dict[str, Any]:
    amount = item.amount
    return {
        "name": item.name,
        "category": item.category,
        "quantity_min": amount.low if amount else None,
        "quantity_max": amount.high if amount else None,
    }


def _own_slots(draft: Draft) -> Iterator[tuple[str, Slice]]:
    if draft.troops is not None:
        yield ("troops_min" if draft.troops.low is not None else "troops_max"), draft.troops.at
    for name, things in (("units", draft.units), ("items", draft.items)):
        for n, thing in enumerate(things):
            yield (f"{name}.{n}" if name == "units" else f"{name}.{n}.name"), thing.at
            if thing.amount is not None and name == "items":
                yield f"{name}.{n}.quantity_min", thing.amount.at
    if draft.value is not None:
        yield "value_usd", draft.value[1]


def _valid(record: dict[str, Any]) -> tuple[dict[str, Any], str | None]:
    """The record without refused values; with what is wrong if it cannot be mended."""
    for _ in range(len(DROPPABLE) + 1):
        try:
            EVENT.validate_python(record)
        except ValidationError as error:
            fault = error.errors()[0]
            slot = next((str(p) for p in fault["loc"][1:] if str(p) in DROPPABLE), None)
            if slot is None or slot not in record:
                return record, f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
            record = {key: value for key, value in record.items() if key != slot}
        else:
            return record, None
    return record, "too many values are refused"


def _reject(draft: Draft, reading: Reading, fault: str) -> Reject:
    document = reading.document
    return Reject.of(
        "extract",
        "bad_record",
        f"a {draft.type} told by {draft.frame.name} at “{draft.trigger.text}” is no valid record:"
        f" {fault}",
        uri=document.uri,
        locator=f"{draft.type} at character {draft.trigger.idx}",
        document_id=document.document_id,
        excerpt=reading.span(draft.quotes[0]).text if draft.quotes else "",
    )


def _alternatives(draft: Draft) -> tuple[Alternative, ...]:
    return tuple(Alternative(slot=slot, value=value) for slot, value in draft.alternatives)


def _attribution(draft: Draft, reading: Reading) -> Attribution | None:
    outlet = reading.document.publisher
    speaker = _speaker(draft)
    if outlet is None and speaker is None:
        return None
    return Attribution.model_validate({"speaker": speaker, "outlet": outlet})


def _speaker(draft: Draft) -> dict[str, Any] | None:
    party = draft.speaker
    if party is None or not party.known:
        return None
    return _actor(party)
