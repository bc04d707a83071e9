"""An analyst's decisions: written down, followed at once, taken back."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID, uuid4

import duckdb
from pydantic import TypeAdapter, ValidationError

from schemas.codes import State
from schemas.edtf import Edtf
from schemas.errors import SitrepError
from schemas.event import Count, Status, Text
from schemas.settings import Settings
from tasks.exclusive import exclusive
from tasks.resolve.stage import resolve_within, version
from warehouse.connection import writer
from warehouse.decisions import DecisionRow, add_decisions, find_decisions, revoke
from warehouse.life import Passage, find_events, find_passages, passages_of
from warehouse.load import write_run
from warehouse.publish import publish
from warehouse.rows import Run, naive
from warehouse.transaction import atomically, transaction

SLOTS: dict[str, TypeAdapter[Any]] = {
    "status": TypeAdapter(Status),
    "alleged": TypeAdapter(bool),
    "date": TypeAdapter(Edtf),
    "country": TypeAdapter(State),
    "place": TypeAdapter(Text),
    "mode": TypeAdapter(Literal["in_person", "phone", "video", "sale", "aid", "other"]),
    "action": TypeAdapter(Literal["deploy", "withdraw", "presence"]),
    "troops_min": TypeAdapter(Count),
    "troops_max": TypeAdapter(Count),
    "origin": TypeAdapter(State),
    "value_usd": TypeAdapter(float),
}
"""Fields that a decision may set."""
NOTHING = "null"
"""Written for a value: there is none."""


class DecisionError(SitrepError):
    """A decision that cannot be followed; the message says why."""


class Desk:
    """Where decisions are made, in one writer's session."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, by: str, note: str | None) -> None:
        self.connection, self.by, self.note = connection, by, note
        self.now = datetime.now(UTC)

    def merge(self, events: Sequence[str]) -> UUID:
        """Events are one."""
        found = [self._event(each) for each in dict.fromkeys(events)]
        if len(set(found)) < 2:
            raise DecisionError("name two or more different events; these are one already")
        members = [each for event in found for each in passages_of(self.connection, event)]
        return self._write("merge", members[0], members[1:])

    def split(self, event: str, report: str) -> UUID:
        """A report does not tell of an event that it is in."""
        event_id, passage = self._event(event), self._report(report)
        members = passages_of(self.connection, event_id)
        if passage.event_id != event_id:
            raise DecisionError(
                f"report {passage.report_id} is not in event {event_id} but in {passage.event_id}"
            )
        if len(members) == 1:
            raise DecisionError(f"report {passage.report_id} is the only one of its event")
        others = [each for each in members if each != passage.anchor_id]
        return self._write("split", passage.anchor_id, others)

    def set_value(self, event: str, slot: str, value: str) -> UUID:
        """A field of an event is something else; `null` for nothing."""
        return self._write("value", self._event(event), slot=slot, value=checked(slot, value))

    def not_event(self, event: str) -> UUID:
        """What the reports tell is no event."""
        return self._write("not_event", self._event(event))

    def undo(self, decision: str) -> UUID:
        """A decision is taken back."""
        found = find_decisions(self.connection, decision)
        if len(found) != 1:
            raise DecisionError(
                f"{len(found) or 'no'} decisions begin with {decision!r};"
                " `sitrep decide list` shows them"
            )
        if found[0].revoked_at is not None:
            raise DecisionError(f"decision {found[0].decision_id} has been taken back already")
        revoke(self.connection, found[0].decision_id, self.by, self.now)
        return found[0].decision_id

    def _write(
        self,
        kind: str,
        one: UUID,
        others: Sequence[UUID] = (),
        slot: str | None = None,
        value: str | None = None,
    ) -> UUID:
        now = naive(self.now)
        assert now is not None
        row = DecisionRow(uuid4(), kind, one, list(others), slot, value, self.note, self.by, now)
        add_decisions(self.connection, [row])
        return row.decision_id

    def _event(self, wanted: str) -> UUID:
        found = find_events(self.connection, wanted)
        if len(found) != 1:
            raise DecisionError(_choose("event", wanted, found))
        return found[0]

    def _report(self, wanted: str) -> Passage:
        found = find_passages(self.connection, wanted)
        if len(found) != 1:
            raise DecisionError(_choose("report", wanted, [each.report_id for each in found]))
        return found[0]


def _choose(what: str, wanted: str, found: Sequence[UUID]) -> str:
    if not found:
        return f"no {what} has an id that begins with {wanted!r} (give six characters or more)"
    listed = ", ".join(map(str, found[:5]))
    return f"{len(found)} {what}s have an id that begins with {wanted!r}: {listed}; give more of it"


def checked(slot: str, value: str) -> str:
    """Return a value for a field as JSON.

    Raises:
        DecisionError: there is no such field, or it cannot hold that.
    """
    if slot not in SLOTS:
        raise DecisionError(f"{slot!r} is no field of an event; one of {', '.join(SLOTS)}")
    if value == NOTHING:
        return NOTHING
    try:
        return json.dumps(SLOTS[slot].validate_strings(value))
    except ValidationError as error:
        told = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise DecisionError(f"{slot} cannot be {value!r}: {told}") from None


@contextmanager
def desk(settings: Settings, by: str, note: str | None = None) -> Iterator[Desk]:
    """Open the warehouse for decisions; they are followed and published when it closes.

    Raises:
        DataFolderBusyError: a run is at work in the data folder.
        DecisionError: a decision cannot be followed; nothing is written.
        KnowledgeError: a file of the user's knowledge cannot be used; nothing is written.
        WarehouseContendedError: on a lake somebody else was quicker; nothing is written.
    """
    with exclusive(settings):
        with writer(settings) as connection, transaction(connection):
            yield Desk(connection, by, note)
            _follow(connection, settings)
        publish(settings)


def follow(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Group anew what the warehouse's decisions bear on, as a run of its own; all or nothing."""
    atomically(connection, lambda: _follow(connection, settings))


def _follow(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    run_id, started = uuid4(), datetime.now(UTC)
    resolve_within(connection, run_id, settings.knowledge)
    made = Run(
        run_id=run_id,
        started=started,
        finished=datetime.now(UTC),
        status="completed",
        version=f"resolve {version(settings.knowledge)}",
        versions={"resolve": version(settings.knowledge)},
    )
    write_run(connection, made)
