"""Short records of invented events, as facts."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from schemas.event import EVENT
from schemas.ids import content_uuid
from tasks.resolve.facts import Facts
from tasks.resolve.identities import load_identities
from tasks.resolve.read import Text, Told, facts_of

SLOTS = {"visit": "visitors", "meeting": "participants"}
LISTS = {"visitors", "hosts", "participants"}


def actor(said: str) -> dict[str, str | None]:
    """`Name, office (CODE)`; without a name the state itself."""
    named, _, code = said.rstrip(")").rpartition("(")
    name, _, role = named.strip().partition(", ")
    return {"name": name or None, "country": code or None, "role": role or None}


def event_of(record: dict[str, Any]) -> dict[str, Any]:
    given = {"status": "occurred", "alleged": False, "evidence": ["as told"]} | record
    for slot in ("visitors", "hosts", "participants"):
        if slot in given:
            given[slot] = [actor(each) for each in given[slot]]
    for slot in ("force", "supplier", "recipient"):
        if slot in given:
            given[slot] = actor(given[slot])
    return given


Make = Callable[..., Facts]


@pytest.fixture(scope="session")
def told() -> Make:
    """Makes a report of a record in which actors are written `Name, office (CODE)`."""

    def make(text: str, record: dict[str, Any], nth: int = 0) -> Facts:
        given = dict(record)
        published = given.pop("published", None)
        publisher = given.pop("publisher", None)
        copies = given.pop("copies", text)
        given.setdefault("evidence", [f"as {text} tells it"])
        event = EVENT.validate_python(event_of(given), strict=False)
        document = Text(
            text,
            f"test:{text}",
            text,
            copies,
            date.fromisoformat(str(published)) if published else None,
            publisher,
        )
        report_id: UUID = content_uuid("report", (text, str(nth), event.model_dump_json()))
        return facts_of(document, Told(report_id, event, nth), load_identities())

    return make
