"""The stage: what a load brought is grouped into events, and nothing else is touched."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import duckdb

from schemas.ids import content_hash
from schemas.settings import Settings
from tasks.extract.knowledge import load_knowledge
from tasks.resolve.blocks import meetings, reach, sought_keys
from tasks.resolve.compare import compare
from tasks.resolve.facts import Facts, same_copy
from tasks.resolve.grouping import Group, group
from tasks.resolve.identities import Identities, load_identities
from tasks.resolve.names import DATA
from tasks.resolve.naming import settle_actors
from tasks.resolve.places import locate
from tasks.resolve.pool import pool
from tasks.resolve.read import Text, Told, facts_of
from tasks.resolve.rows import event_rows, working_rows
from tasks.resolve.rulings import Ruling
from warehouse import resolution as store
from warehouse.actors import meant
from warehouse.connection import writer
from warehouse.decisions import read_decisions, touched
from warehouse.places import add_places, drop_unnamed_places, unknown_places
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
    with writer(settings, leave_log=True) as connection:
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
    changes = store.begin(connection, run_id, version(knowledge))
    if any(changes):
        settle_actors(connection, identities, only_added=not changes.went)
    rulings = read_rulings(connection)
    task = Task(connection, identities, rulings)
    groups = task.groups()
    store.follow_decisions(connection)
    if not (task.facts or task.parts):
        return ResolveCounts(0, 0, 0, 0)
    rows = _rows(groups, rulings, meant(connection, task.facts), task.bases)
    anew = bool(task.parts)
    made, replaced = store.save_events(connection, task.facts, rows, anew=anew)
    _note_places(connection, task.facts.values(), rows["events"], knowledge)
    if changes.went or replaced:
        drop_unnamed_places(connection)
    return ResolveCounts(len(task.fresh), len(task.facts), made, replaced)


def _note_places(
    connection: duckdb.DuckDBPyConnection,
    reports: Iterable[Facts],
    events: Iterable[dict[str, Any]],
    knowledge: Path | None,
) -> None:
    """Find where each place lies that these reports and events name, if nobody knows it yet."""
    named = {(each.event.place, each.event.country) for each in reports}
    named |= {(each["place"], each["country"]) for each in events}
    told = [(place, country) for place, country in named if place is not None]
    unknown = unknown_places(connection, told)
    add_places(connection, locate(unknown, load_knowledge(knowledge)))


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
        self._near: dict[UUID, Facts] = {}
        """Grouped reports that were read to be compared with fresh ones."""
        self.fresh = store.fresh(connection)
        self.parts = store.left(connection)

    def groups(self) -> list[Group]:
        """Return the events of all reports that what is new may bear on."""
        if self.fresh:
            fresh = self._facts(store.read_live(self.connection, self.fresh))
            self.facts = {report.report_id: report for report in fresh}
            self.parts |= self._met(fresh)
        anchors = set(touched(self.connection))
        read: set[UUID] = set()
        while True:
            anchors |= self._ruled()
            self.parts |= store.components_of(self.connection, "anchor_id", anchors)
            if self.parts == read:
                return group(self.facts.values(), self.rulings)
            self._take(set(store.members(self.connection, self.parts)) - self.facts.keys())
            read = set(self.parts)

    def _take(self, grouped: set[UUID]) -> None:
        """Add reports that were grouped to those at hand."""
        met = {each: self._near[each] for each in grouped & self._near.keys()}
        others = grouped - met.keys()
        found = self._facts(store.read_grouped(self.connection, others)) if others else []
        self.facts |= met | {report.report_id: report for report in found}

    def _facts(self, reports: Iterable[store.Live]) -> list[Facts]:
        found = []
        seen: Counter[tuple[UUID, str, str]] = Counter()
        for live in sorted(reports, key=lambda each: (each.ordinal, each.report_id)):
            self.bases[live.report_id] = live.basis
            text = Text(
                document=str(live.document_id),
                uri=live.uri,
                content=live.content,
                copies=str(live.copies),
                published=live.published,
                publisher=live.publisher,
            )
            words = (live.document_id, live.event.type, live.event.evidence[0])
            told = Told(live.report_id, live.event, seen[words], live.confidence, live.anchor)
            seen[words] += 1
            found.append(facts_of(text, told, self.identities))
        return sorted(found, key=lambda report: report.report_id)

    def _met(self, fresh: Sequence[Facts]) -> set[UUID]:
        """Return the components with a report that may tell of the same as a fresh one."""
        keys = [key for report in fresh for key in _sought(report)]
        others = set(store.near(self.connection, keys)) - self.facts.keys()
        near = self._facts(store.read_grouped(self.connection, others)) if others else []
        self._near |= {report.report_id: report for report in near}
        new, met = _once(fresh), _once(near)
        hits = {
            met[other].report_id
            for one, other in meetings(new, met)
            if _likely(new[one], met[other])
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
    actors: dict[tuple[UUID, str, int], UUID],
    bases: dict[UUID, UUID],
) -> Rows:
    rows: Rows = defaultdict(list)

    def actor_of(report: Facts, slot: str, place: int) -> UUID:
        return actors[report.report_id, slot, place]

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
