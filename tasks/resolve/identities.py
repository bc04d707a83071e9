"""Who is meant by a name: what sitrep knows of people and organisations, and what the user says."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from schemas.codes import ORGANISATIONS, Affiliation
from schemas.event import Actor
from tasks.extract.knowledge import Knowledge, OfficeHolderRow, OfficeRow, Row, load_knowledge
from tasks.extract.knowledge.rows import Name, Values
from tasks.extract.knowledge.table import load_table
from tasks.resolve.facts import Party
from tasks.resolve.names import DATA, fold, is_organisation, name_words

DATED_KINDS = frozenset({"minister", "security"})
"""Kinds of office of which one has only one at a time, told apart by their portfolio."""
_POSSESSIVE = re.compile(r"\b\w+['’]s\b")
Term = tuple[date | None, date | None]
"""First and last day; null where it is open or unknown."""


class ActorRow(Row):
    """A person or an organisation as the user knows it; says who is who, whatever else is known.

    `aliases` are names of the same one. Two rows are two actors, however alike their names. With
    `offices` the row holds only where the text gives one of them, which parts namesakes.
    """

    key = ("name", "country")

    name: Name
    country: Affiliation | None = None
    aliases: Values = ()
    offices: Values = ()


class Known(NamedTuple):
    """Somebody that sitrep or the user knows."""

    name: str
    countries: frozenset[str]
    """Of all offices; empty where it belongs to no one state."""
    offices: frozenset[str] = frozenset()
    """Where not empty: only with one of these offices."""


@dataclass(frozen=True)
class Identities:
    """Names as they are compared → those who bear them."""

    known: Mapping[str, tuple[Known, ...]]
    offices: Mapping[str, OfficeRow]
    """Title in lower case → office."""
    terms: Mapping[str, tuple[OfficeHolderRow, ...]]
    """Name of a person → offices held."""
    organisations: frozenset[str] = frozenset()
    """Names under which organisations and armed groups are known."""
    _parties: dict[tuple[Actor, date | None], Party] = field(default_factory=dict)

    def party(self, actor: Actor, day: date | None = None) -> Party:
        """Return an actor of a record under the name by which sitrep knows him.

        A family name alone, with office and country, is the one who held that office on `day`.
        """
        short = actor.name is not None and actor.role and len(fold(actor.name).tokens) == 1
        key = (actor, day if short else None)
        if key not in self._parties:
            self._parties[key] = self._party(*key)
        return self._parties[key]

    def _party(self, actor: Actor, day: date | None) -> Party:
        office = self.office(actor.role)
        if actor.name is None:
            return Party(None, actor.country, office.title if office else None)
        known = self._known(actor.name, actor.country, office)
        if known is None and day is not None and office is not None:
            known = self._holder(actor, office, day)
        title = office.title if office else None
        post = office.portfolio if office and office.kind in DATED_KINDS else None
        if known is None:
            return Party(actor.name, actor.country, title, post, body=is_organisation(actor.name))
        country = actor.country or (min(known.countries) if len(known.countries) == 1 else None)
        body = known.name in self.organisations or is_organisation(known.name)
        return Party(known.name, country, title, post, known=True, body=body)

    def _known(self, name: str, country: str | None, office: OfficeRow | None) -> Known | None:
        """Return the one who is meant, where only one can be."""
        folded = fold(name)
        found = self.known.get(folded.joined) or self.known.get(" ".join(folded.ordered)) or ()
        fits = [each for each in found if _fits(each, country, office)]
        narrow = [each for each in fits if each.offices]
        fits = narrow or fits
        return fits[0] if len(fits) == 1 else None

    def _holder(self, actor: Actor, office: OfficeRow, day: date) -> Known | None:
        """Return the one of that family name who held the office of a state on a day."""
        family = fold(actor.name or "").joined
        found = {
            row.person: Known(row.person, frozenset({row.country}))
            for row in self._by_family.get((family, actor.country or ""), ())
            if self._title(row.office) == office.title and row.holds(day)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    @cached_property
    def _by_family(self) -> Mapping[tuple[str, str], list[OfficeHolderRow]]:
        found: dict[tuple[str, str], list[OfficeHolderRow]] = defaultdict(list)
        for person, rows in self.terms.items():
            tokens = fold(person).tokens
            for row in rows:
                for token in {tokens[0], tokens[-1]}:
                    found[token, row.country].append(row)
        return found

    def office(self, role: str | None) -> OfficeRow | None:
        """Return the office that a text's words for it mean: the longest title among them.

        None where they name none, or one of the past ("former defence minister").
        """
        if role is None:
            return None
        plain = _POSSESSIVE.sub("the", role).lower()
        words = plain.replace("-", " - ").split()
        if name_words().past & set(words):
            return None
        words = plain.split()
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length + 1):
                found = self.offices.get(" ".join(words[start : start + length]).strip(",. "))
                if found is not None:
                    return found
        return None

    def term(self, parties: Iterable[Party]) -> Term:
        """Return the days between which all of them held the offices that they are given."""
        starts, ends = [], []
        for party in parties:
            held = self._held(party)
            if held:
                starts.append(min(row.since or date.min for row in held))
                ends.append(max(row.until or date.max for row in held))
        start, end = max(starts, default=date.min), min(ends, default=date.max)
        return (start if start > date.min else None, end if end < date.max else None)

    def _held(self, party: Party) -> list[OfficeHolderRow]:
        if not party.known or party.office is None:
            return []
        rows = self.terms.get(party.name or "", ())
        return [row for row in rows if self._title(row.office) == party.office]

    def _title(self, office: str) -> str:
        found = self.offices.get(office.lower())
        return found.title if found else office


def _fits(known: Known, country: str | None, office: OfficeRow | None) -> bool:
    if known.offices and (office is None or office.title not in known.offices):
        return False
    if country is None or not known.countries or country in known.countries:
        return True
    return country in ORGANISATIONS or known.countries <= ORGANISATIONS.keys()


def load_identities(extra: Path | None = None) -> Identities:
    """Return what is known, with the user's folder `extra` over it; loaded once in a process.

    Raises:
        KnowledgeError: a file of the folder cannot be used.
    """
    return _load(extra.resolve() if extra is not None else None)


@cache
def _load(extra: Path | None) -> Identities:
    knowledge = load_knowledge(extra)
    own = load_table(ActorRow, DATA / "actors.csv", extra)
    offices = knowledge.office_titles
    terms: dict[str, list[OfficeHolderRow]] = defaultdict(list)
    for held in knowledge.office_holders:
        terms[held.person].append(held)
    known: dict[str, list[Known]] = defaultdict(list)
    for name, bearer in _shipped(knowledge):
        _note(known, name, bearer)
    said: dict[str, list[Known]] = defaultdict(list)
    for actor in own:
        titles = (offices.get(title.lower()) for title in actor.offices)
        bearer = Known(
            actor.name,
            frozenset({actor.country} if actor.country else ()),
            frozenset(office.title for office in titles if office),
        )
        for name in (actor.name, *actor.aliases):
            _note(said, name, bearer)
    whole = {name: tuple(bearers) for name, bearers in (known | said).items()}
    held_by = {name: tuple(rows) for name, rows in terms.items()}
    organisations = {body.name for body in knowledge.organisations}
    organisations |= {movement.name for movement in knowledge.groups}
    return Identities(whole, offices, held_by, frozenset(organisations))


def _note(known: dict[str, list[Known]], name: str, bearer: Known) -> None:
    folded = fold(name)
    for form in {folded.joined, " ".join(folded.ordered)}:
        if bearer not in known[form]:
            known[form].append(bearer)


def _shipped(knowledge: Knowledge) -> Iterable[tuple[str, Known]]:
    countries: dict[str, set[str]] = defaultdict(set)
    for row in knowledge.office_holders:
        countries[row.person].add(row.country)
    for row in knowledge.office_holders:
        for name in (row.person, *row.aliases):
            yield name, Known(row.person, frozenset(countries[row.person]))
    for group in knowledge.groups:
        for name in (group.name, *group.aliases):
            yield name, Known(group.name, frozenset({group.country} if group.country else ()))
    for body in knowledge.organisations:
        for name in (body.name, *body.aliases, *body.abbreviations):
            yield name, Known(body.name, frozenset({body.country} if body.country else ()))
