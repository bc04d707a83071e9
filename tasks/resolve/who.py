"""Whether those who take part in two reports are the same."""

from collections.abc import Sequence
from typing import NamedTuple

from schemas.codes import ORGANISATIONS
from tasks.resolve.evidence import Evidence, VetoError
from tasks.resolve.facts import Party
from tasks.resolve.names import Likeness, likeness

NAMED_PAIRS = 2
"""Persons in common that count: where two meet, a third adds nothing."""


class Match(NamedTuple):
    """Two parties of two reports that may be one."""

    one: Party
    other: Party
    likeness: Likeness | None
    """Null where one or both have no name, and the country is the same."""


def match(one: Party, other: Party) -> Match | None:
    """Return how two parties may be the same; null where they cannot."""
    countries = {one.country, other.country} - {None}
    if one.name is None or other.name is None:
        return Match(one, other, None) if len(countries) == 1 else None
    found = _likeness(one, other)
    if found is Likeness.DIFFERENT:
        return None
    if len(countries) > 1 and (found is Likeness.SHORT or not countries & ORGANISATIONS.keys()):
        return None
    return Match(one, other, found)


def _likeness(one: Party, other: Party) -> Likeness:
    assert one.name is not None
    assert other.name is not None
    if one.known and other.known:
        return Likeness.SAME if one.name == other.name else Likeness.DIFFERENT
    return likeness(one.name, other.name)


def pairs(ones: Sequence[Party], others: Sequence[Party]) -> list[Match]:
    """Pair off the parties of two reports, those first that are the surest."""
    found = [
        (-(hit.likeness or 0), i, j, hit)
        for i, one in enumerate(ones)
        for j, other in enumerate(others)
        if (hit := match(one, other)) is not None
    ]
    taken_one: set[int] = set()
    taken_other: set[int] = set()
    chosen = []
    for _, i, j, hit in sorted(found, key=lambda each: each[:3]):
        if i not in taken_one and j not in taken_other:
            taken_one.add(i)
            taken_other.add(j)
            chosen.append(hit)
    return chosen


def weigh_people(evidence: Evidence, matches: Sequence[Match]) -> int:
    """Note whom two reports have in common; return how many people are named in both."""
    sure = [each for each in matches if each.likeness is not None]
    for each in sure[:NAMED_PAIRS]:
        evidence.add(_sureness(each), f"both name {_longer(each)}")
    for each in [each for each in matches if each.likeness is None][: NAMED_PAIRS - len(sure)]:
        evidence.add("same_state", f"both have somebody of {each.one.country}")
    for each in sure:
        _weigh_offices(evidence, each)
    return sum(not each.one.body for each in sure)


def _sureness(hit: Match) -> str:
    if hit.one.body:
        return "same_group"
    return "same_person" if hit.likeness is Likeness.SAME else "short_name"


def _longer(hit: Match) -> str:
    parties = (hit.one, hit.other)
    return max(parties, key=lambda each: (each.known, len(each.name or ""), each.name)).name or ""


def _weigh_offices(evidence: Evidence, hit: Match) -> None:
    one, other = hit.one, hit.other
    if one.post is None or other.post is None:
        return
    if one.post == other.post:
        evidence.add("same_office", f"{_longer(hit)} as {one.office}")
    else:
        offices = " and ".join(sorted((one.office or "", other.office or "")))
        evidence.add("other_office", f"{_longer(hit)} once as {offices}")


def weigh_party(evidence: Evidence, one: Party, other: Party, what: str) -> None:
    """Compare the one party of a slot that holds one.

    Raises:
        VetoError: they cannot be the same.
    """
    hit = match(one, other)
    if hit is None:
        raise VetoError(f"the {what} differs")
    if hit.likeness is None:
        known = {one.name, other.name} - {None}
        if known:
            evidence.add("same_state", f"{what} of {one.country}, named {known.pop()} once")
        else:
            evidence.add("same_side", f"{what} {one.country}")
    else:
        evidence.add("same_group", f"{what} {_longer(hit)}")


def other_people(
    ones: Sequence[Party], others: Sequence[Party], matches: Sequence[Match]
) -> str | None:
    """Return the country of which both name people, and nobody in common; null if there is none."""
    in_common = {each.one.country for each in matches if each.likeness is not None}
    left = {each.country for each in ones if each.name} & {
        each.country for each in others if each.name
    }
    differing = sorted(country or "" for country in left - in_common)
    return differing[0] if differing else None
