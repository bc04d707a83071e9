"""All that sitrep knows of the world, from the data files that ship with it and the user's own."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from tasks.extract.knowledge.rows import (
    FormationRow,
    GroupRow,
    HedgeRow,
    OfficeHolderRow,
    OfficeRow,
    OrganisationRow,
    PlaceRow,
    ShipPrefixRow,
    StateRow,
    WeaponRow,
)
from tasks.extract.knowledge.table import KnowledgeError, load_table

SHIPPED = Path(__file__).parents[1] / "data"

ELSEWHERE = {"frames.toml", "actors.csv", "furniture.toml"}
"""Read with the frames, by `tasks.resolve` and by `tasks.normalize`."""
READ = ELSEWHERE | {path.name for path in SHIPPED.glob("*.csv")}
"""Files that a user's folder may hold."""

_LOG = logging.getLogger("sitrep.knowledge")

StateNameKind = Literal["name", "adjective", "people", "capital", "metonym", "force"]


class StateName(NamedTuple):
    """What a surface form means: the state's code and in which way the form names it."""

    code: str
    kind: StateNameKind


@dataclass(frozen=True, eq=False)
class Knowledge:
    """The tables, each in the order of its file, and look-ups by surface form (as written).

    Compared by identity: what is looked up once for each knowledge must not hash all its rows.
    """

    states: tuple[StateRow, ...]
    organisations: tuple[OrganisationRow, ...]
    groups: tuple[GroupRow, ...]
    offices: tuple[OfficeRow, ...]
    office_holders: tuple[OfficeHolderRow, ...]
    weapons: tuple[WeaponRow, ...]
    formations: tuple[FormationRow, ...]
    hedges: tuple[HedgeRow, ...]
    places: tuple[PlaceRow, ...]
    ship_prefixes: tuple[ShipPrefixRow, ...]

    @cached_property
    def state_names(self) -> Mapping[str, tuple[StateName, ...]]:
        """Every form of every state; several meanings where a form is shared ("Congolese")."""
        found: dict[str, list[StateName]] = defaultdict(list)
        for state in self.states:
            for form, kind in _forms_of_state(state):
                meaning = StateName(state.code, kind)
                if meaning not in found[form]:
                    found[form].append(meaning)
        return {form: tuple(meanings) for form, meanings in found.items()}

    @cached_property
    def states_by_code(self) -> Mapping[str, StateRow]:
        """Each state under its code."""
        return {state.code: state for state in self.states}

    @cached_property
    def organisation_names(self) -> Mapping[str, OrganisationRow]:
        """Every name, alias, abbreviation and body of an organisation."""
        return {
            form: row
            for row in reversed(self.organisations)
            for form in (row.name, *row.aliases, *row.abbreviations, *row.bodies)
        }

    @cached_property
    def group_names(self) -> Mapping[str, GroupRow]:
        """Every name of a group and of its people."""
        return {
            form: row
            for row in reversed(self.groups)
            for form in (row.name, *row.aliases, *row.people)
        }

    @cached_property
    def office_titles(self) -> Mapping[str, OfficeRow]:
        """Every title, plural and alias, in lower case."""
        return {
            form.lower(): row
            for row in reversed(self.offices)
            for form in (*row.aliases, *row.plurals, row.title)
        }

    @cached_property
    def holders_by_name(self) -> Mapping[str, tuple[OfficeHolderRow, ...]]:
        """The terms of a person under every spelling of the name."""
        found: dict[str, list[OfficeHolderRow]] = defaultdict(list)
        for row in self.office_holders:
            for form in dict.fromkeys((row.person, *row.aliases)):
                found[form].append(row)
        return {form: tuple(rows) for form, rows in found.items()}

    @cached_property
    def weapon_terms(self) -> Mapping[str, WeaponRow]:
        """Every term, plural and alias, and "F-16s" for every "F-16"."""
        return {
            form: row
            for row in reversed(self.weapons)
            for written in (*row.aliases, *row.plurals, row.term)
            for form in ((f"{written}s", written) if written[-1].isdigit() else (written,))
        }

    @cached_property
    def places_by_name(self) -> Mapping[str, PlaceRow]:
        """Every name and alias of a place, without its article."""
        return {
            form.removeprefix("the ").removeprefix("The "): row
            for row in reversed(self.places)
            for form in (row.name, *row.aliases)
        }

    @cached_property
    def navies(self) -> Mapping[str, str]:
        """The state of each prefix of ships' names."""
        return {row.prefix: row.country for row in self.ship_prefixes}

    @cached_property
    def formation_terms(self) -> Mapping[str, FormationRow]:
        """Every term and plural, in lower case."""
        return {form: row for row in reversed(self.formations) for form in (*row.plurals, row.term)}


def _forms_of_state(state: StateRow) -> Iterable[tuple[str, StateNameKind]]:
    kinds: tuple[tuple[StateNameKind, tuple[str, ...]], ...] = (
        ("name", (state.name, *state.aliases)),
        ("adjective", state.adjectives),
        ("people", state.people),
        ("capital", state.capitals),
        ("metonym", state.metonyms),
        ("force", state.forces),
    )
    return ((form, kind) for kind, forms in kinds for form in forms)


def load_knowledge(extra: Path | None = None) -> Knowledge:
    """Load the shipped knowledge, with the user's folder `extra` over it (see `load_table`).

    Loaded once for a folder in a process. A file there that nothing reads is told of in the log.

    Raises:
        KnowledgeError: `extra` is no folder, or a file in it cannot be used.
    """
    return _load(extra.resolve() if extra is not None else None)


def unread(folder: Path) -> list[str]:
    """Tell of each file in a user's folder that nothing reads, and which name may be meant."""
    faults = []
    for path in sorted(p for p in folder.iterdir() if p.is_file()):
        if path.name in READ or path.name.startswith(".") or path.suffix == ".md":
            continue
        near = get_close_matches(path.name, READ, n=1)
        remedy = f"rename it to {near[0]}" if near else f"the names are {', '.join(sorted(READ))}"
        faults.append(f"{path} is not read, since no table has that name; {remedy}")
    return faults


@cache
def _load(extra: Path | None) -> Knowledge:
    if extra is not None and not extra.is_dir():
        raise KnowledgeError(f"{extra}: no such folder; correct the setting `knowledge`")
    for fault in unread(extra) if extra is not None else ():
        _LOG.warning(fault)
    return Knowledge(
        states=load_table(StateRow, SHIPPED / "states.csv", extra),
        organisations=load_table(OrganisationRow, SHIPPED / "organisations.csv", extra),
        groups=load_table(GroupRow, SHIPPED / "groups.csv", extra),
        offices=load_table(OfficeRow, SHIPPED / "offices.csv", extra),
        office_holders=load_table(OfficeHolderRow, SHIPPED / "office_holders.csv", extra),
        weapons=load_table(WeaponRow, SHIPPED / "weapons.csv", extra),
        formations=load_table(FormationRow, SHIPPED / "formations.csv", extra),
        hedges=load_table(HedgeRow, SHIPPED / "hedges.csv", extra),
        places=load_table(PlaceRow, SHIPPED / "places.csv", extra),
        ship_prefixes=load_table(ShipPrefixRow, SHIPPED / "ship_prefixes.csv", extra),
    )
