"""The stage: what a load brought is grouped into events, and nothing else is touched."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import duckdb

from schemas.ids import content_hash
from schemas.settings import Settings
from tasks.extract.knowledge import load_knowledge
from tasks.resolve.actors import Form, Known, Mentions, find_actors
from tasks.resolve.blocks import candidates, reach, sought_keys
from tasks.resolve.compare import compare
from tasks.resolve.facts import Facts, same_copy, slots_of
from tasks.resolve.grouping import Group, group
from tasks.resolve.identities import Identities, load_identities
from tasks.resolve.names import DATA
from tasks.resolve.places import locate
from tasks.resolve.pool import pool
from tasks.resolve.read import Text, Told, facts_of
from tasks.resolve.rows import actor_rows, event_rows, working_rows
from tasks.resolve.rulings import Ruling
from warehouse import resolution as store
from warehouse.connection import writer
from warehouse.decisions import read_decisions, touched
from warehouse.places import places_named, save_places
from warehouse.transaction import atomically

VERSION = "2"
"""Changes when events come out otherwise: all of them are made anew then."""
KNOWLEDGE = Path(__file__).parents[1] / "extract" / "data"
Rows = dict[str, list[dict[str, Any]]]


class ResolveCounts(NamedTuple):
    """What the stage did."""

    fresh: int
    """Reports that were new or had changed."""
    regrouped: int
    """Reports that were looked at anew, these included."""
    made: int
    """Versions of events that were made."""
    replaced: int
    """Versions of events that were replaced."""


def resolve(run_id: UUID, settings: Settings) -> ResolveCounts:
    """Group all reports of the warehouse into events, in one transaction.

    Only what new or lost reports and decisions may bear on is grouped anew; what comes out is the
    same as from all reports at once.

    Raises:
        warehouse.connection.WarehouseLockedError: another process holds the warehouse.
        KnowledgeError: a file of the user's knowledge cannot be used.
    """
    with writer(settings) as connection:
        return resolve_on(connection, run_id, settings.knowledge)


def resolve_on(
    connection: duckdb.DuckDBPyConnection, run_id: UUID, knowledge: Path | None = None
) -> ResolveCounts:
    """Do as `resolve` does, on a writer's connection."""
    return atomically(connection, lambda: resolve_within(connection, run_id, knowledge))


def resolve_within(
    connection: duckdb.DuckDBPyConnection, run_id: UUID, knowledge: Path | None = None
) -> ResolveCounts:
    """Do as `resolve` does, in the caller's transaction."""
    identities = load_identities(knowledge)
    store.begin(connection, version(knowledge))
    actors = _settle_actors(connection, run_id, identities)
    rulings = read_rulings(connection)
    task = Task(connection, identities, rulings)
    groups = task.groups()
    rows = _rows(groups, rulings, actors, task.bases)
    made, replaced = store.save_events(connection, run_id, rows)
    settle_places(connection, knowledge)
    return ResolveCounts(len(task.fresh), len(task.facts), made, replaced)


def settle_places(connection: duckdb.DuckDBPyConnection, knowledge: Path | None) -> None:
    """Find where each place lies that reports and events name."""
    save_places(connection, locate(places_named(connection), load_knowledge(knowledge)))


@cache
def version(knowledge: Path | None) -> str:
    """Return a name for all that decides how reports are grouped, besides the reports."""
    folders = [DATA, KNOWLEDGE, *([knowledge] if knowledge else [])]
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    hashes = "".join(content_hash(path.read_bytes()) for path in files)
    return f"{VERSION}-{content_hash(hashes.encode())[:12]}"


def read_rulings(connection: duckdb.DuckDBPyConnection) -> list[Ruling]:
    """Return the decisions that stand."""
    return [
        Ruling(
            decision_id=row.decision_id,
            kind=row.kind,  # type: ignore[arg-type]
            one=row.one,
            others=tuple(row.others),
            slot=row.slot,
            value=row.value,
            made_by=row.made_by,
            made_at=row.made_at,
            note=row.note,
        )
        for row in read_decisions(connection, standing=True)
    ]


def _settle_actors(
    connection: duckdb.DuckDBPyConnection, run_id: UUID, identities: Identities
) -> dict[Form, Known]:
    said = [
        Mentions(Form(row.name, row.country, row.role, row.day), row.times, row.first, row.last)
        for row in store.actor_forms(connection)
    ]
    actors = find_actors(said, identities)
    store.put_mentions(
        connection,
        [form._asdict() | {"actor_id": known.actor_id.bytes} for form, known in actors.items()],
    )
    rows: Rows = defaultdict(list)
    for known in {id(each): each for each in actors.values()}.values():
        for table, listed in actor_rows(known, identities).items():
            rows[table] += listed
    store.save_actors(connection, run_id, rows)
    return actors


class Task:
    """The reports that are to be grouped anew."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        identities: Identities,
        rulings: Sequence[Ruling],
    ) -> None:
        self.connection, self.identities, self.rulings = connection, identities, rulings
        self.facts: dict[UUID, Facts] = {}
        self.bases: dict[UUID, UUID] = {}
        self.fresh = store.fresh(connection)
        self.parts = store.left(connection)

    def groups(self) -> list[Group]:
        """Return the events of all reports that what is new may bear on."""
        fresh = self._read(self.fresh)
        self.facts = {report.report_id: report for report in fresh}
        self.parts |= self._met(fresh)
        anchors = set(touched(self.connection))
        while True:
            anchors |= self._ruled()
            self.parts |= store.components_of(self.connection, "anchor_id", anchors)
            wanted = set(store.members(self.connection, self.parts)) - self.facts.keys()
            if not wanted:
                return group(self.facts.values(), self.rulings)
            self.facts |= {report.report_id: report for report in self._read(wanted)}

    def _read(self, wanted: Iterable[UUID]) -> list[Facts]:
        found = []
        for live in store.read_live(self.connection, wanted):
            text = Text(
                document=str(live.document_id),
                uri=live.uri,
                content=live.content,
                copies=str(live.copies),
                published=live.published,
                publisher=live.publisher,
            )
            told = Told(live.report_id, live.event, live.nth, live.confidence)
            found.append(facts_of(text, told, self.identities))
            self.bases[live.report_id] = live.basis
        return found

    def _met(self, fresh: Sequence[Facts]) -> set[UUID]:
        """Return the components with a report that may tell of the same as a fresh one."""
        keys = [key for report in fresh for key in _sought(report)]
        near = self._read(set(store.near(self.connection, keys)) - self.facts.keys())
        new = _once(fresh)
        both = [*new, *_once(near)]
        hits = {
            both[other].report_id
            for one, other in candidates(both)
            if one < len(new) <= other and _likely(both[one], both[other])
        }
        told = {same_copy(report) for report in new}
        hits |= {report.report_id for report in near if same_copy(report) in told}
        return store.components_of(self.connection, "report_id", hits)

    def _ruled(self) -> set[UUID]:
        """Return the passages that rulings tie to those at hand."""
        here = {report.anchor for report in self.facts.values()}
        named = [{each.one, *each.others} for each in self.rulings]
        return set().union(*(anchors for anchors in named if anchors & here)) - here


def _once(reports: Sequence[Facts]) -> list[Facts]:
    """One of each report that copies repeat: the others are of its event."""
    return list({same_copy(report): report for report in reversed(reports)}.values())


def _likely(one: Facts, other: Facts) -> bool:
    verdict = compare(one, other)
    return verdict.score > 0 and verdict.veto is None


def _sought(report: Facts) -> Iterable[dict[str, Any]]:
    first, last = reach(report)
    for key in sought_keys(report):
        yield {
            "report_id": report.report_id.bytes,
            "key": key,
            "country": report.event.country,
            "first_day": first,
            "last_day": last,
        }


def _rows(
    groups: Iterable[Group],
    rulings: Sequence[Ruling],
    actors: dict[Form, Known],
    bases: dict[UUID, UUID],
) -> Rows:
    rows: Rows = defaultdict(list)

    def actor_of(report: Facts, slot: str, place: int) -> UUID:
        return actors[_form(report, slot, place)].actor_id

    ruled: dict[UUID, list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        ruled[ruling.one].append(ruling)
    for each in groups:
        own = [ruling for member in each.members for ruling in ruled[member.report.anchor]]
        made = event_rows(pool(each, own), actor_of)
        for member in each.members:
            kept = working_rows(member.report, each.component, bases[member.report.report_id])
            made |= {table: made.get(table, []) + listed for table, listed in kept.items()}
        for table, listed in made.items():
            rows[table] += listed
    return rows


def _form(report: Facts, slot: str, place: int) -> Form:
    actor = slots_of(report.event)[slot][place]
    short = actor.name is not None and " " not in actor.name and actor.role is not None
    return Form(actor.name, actor.country, actor.role, report.published if short else None)
