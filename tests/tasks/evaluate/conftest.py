"""Records and documents of our own writing."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from schemas.event import EVENT, Event
from tasks.evaluate import Found, GoldDocument, Judged

Make = Callable[..., Event]


def event(kind: str, *people: str, evidence: str = "he went there", **values: Any) -> Event:
    """A record of its least fields: people are `Name/CODE`, `Name` or `/CODE`."""
    actors = [dict(zip(("name", "country"), _split(each), strict=True)) for each in people]
    roles: dict[str, Any] = {
        "visit": {"visitors": actors},
        "meeting": {"participants": actors},
        "deployment": {"force": actors[0], "action": "deploy"},
        "transfer": dict(zip(("supplier", "recipient"), actors, strict=False)),
    }[kind]
    given = {"type": kind, "status": "occurred", "evidence": [evidence], **roles, **values}
    return EVENT.validate_json(json.dumps(given))


def _split(person: str) -> tuple[str | None, str | None]:
    name, _, country = person.partition("/")
    return name or None, country or None


def judged(
    gold: list[Event], found: list[Event], text: str = "He went there.", document_id: str = "one"
) -> Judged:
    """A document with its records, found by the frame `TYPE.frame` at 0.7."""
    records = tuple(Found(each, f"{each.type}.frame", 0.7) for each in found)
    return Judged(GoldDocument(document_id, None, text, tuple(gold)), records)


@pytest.fixture(name="event")
def _event() -> Make:
    return event


@pytest.fixture(name="judged")
def _judged() -> Callable[..., Judged]:
    return judged
