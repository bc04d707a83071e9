"""Those who take part in an event, by all its reports."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas.event import Actor
from tasks.resolve.facts import Facts, Party, slots_of
from tasks.resolve.votes import best, votes
from tasks.resolve.who import match


@dataclass
class Seat:
    """One who takes part, as the reports name him."""

    said: list[tuple[Facts, Party, Actor]] = field(default_factory=list)

    @property
    def parties(self) -> list[Party]:
        """As sitrep knows him, one for each mention."""
        return [party for _, party, _ in self.said]


@dataclass(frozen=True)
class Pooled:
    """One who takes part in an event."""

    slot: str
    name: str | None
    country: str | None
    role: str | None
    texts: int
    """Texts that name him, copies of one counted once."""
    mentions: tuple[tuple[Facts, int], ...]
    """Reports, and his place in the slot."""


def pool_actors(reports: Sequence[Facts]) -> list[Pooled]:
    """Return who takes part: each once, those first whom most reports name.

    A state that acts by unnamed people is left out where somebody of it is named.
    """
    found = []
    for slot in slots_of(reports[0].event):
        seats = _seats(reports, slot)
        pooled = [_pool(slot, seat) for seat in seats]
        named = {each.country for each in pooled if each.name}
        kept = [each for each in pooled if each.name or each.country not in named]
        found += sorted(kept, key=lambda each: -each.texts)
    return found


def _seats(reports: Sequence[Facts], slot: str) -> list[Seat]:
    seats: list[Seat] = []
    for report in reports:
        mentions = zip(report.sides[slot], slots_of(report.event)[slot], strict=True)
        for party, actor in mentions:
            seat = next((each for each in seats if _fits(party, each.parties)), None)
            if seat is None:
                seat = Seat()
                seats.append(seat)
            seat.said.append((report, party, actor))
    return seats


def _fits(party: Party, seated: Sequence[Party]) -> bool:
    if (party.name is None) != all(each.name is None for each in seated):
        return False
    return all(match(party, each) is not None for each in seated)


def _pool(slot: str, seat: Seat) -> Pooled:
    by_report = {report.report_id: (report, party, actor) for report, party, actor in seat.said}
    reports = [report for report, _, _ in by_report.values()]
    known = [party for party in seat.parties if party.known]
    names = votes(reports, lambda report: by_report[report.report_id][2].name)
    longest = max((len(each.value.split()) for each in names), default=0)
    full = [each for each in names if len(each.value.split()) >= min(longest, 2)]
    name = known[0].name if known else best(full)
    country = best(votes(reports, lambda report: by_report[report.report_id][1].country))
    role = best(votes(reports, lambda report: _telling(*by_report[report.report_id][1:])))
    role = role or best(votes(reports, lambda report: by_report[report.report_id][2].role))
    mentions = tuple((report, report.sides[slot].index(party)) for report, party, _ in seat.said)
    texts = len({report.copies for report in reports})
    return Pooled(slot, name, country, role, texts, mentions)


def _telling(party: Party, actor: Actor) -> str | None:
    """The role, where it names an office: "counterpart" does not."""
    return actor.role if party.office not in (None, "counterpart") else None
