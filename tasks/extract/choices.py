"""Which candidates stand in the roles of a trigger, by the network's word."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from tasks.extract.candidates import Candidate, CandidateKind
from tasks.extract.chances import chance_of, in_window
from tasks.extract.company import Company
from tasks.extract.drafts import Where, one_for_each_country
from tasks.extract.reader.events import TriggerReading
from tasks.extract.reading import Slice

EVEN = 0.5
"""A candidate is in a role from this probability on."""

FLOORS = {"date": 0.3, "hosts": 0.35}
"""Roles in which less will do: of several dates in reach one is mostly the event's, and whoever
may receive a visitor mostly does."""

LEAST = 0.2
"""A role without which there is no record takes its likeliest candidate from here on. On the
documents kept aside 0.1 finds more and 0.2 is right more often: event F1 63.6 and 64.2."""

FAINT = 0.05
"""A candidate below is in no role, whatever company it keeps."""

APART = 0.4
"""A candidate whose chance is lower than the likeliest's by more than this is in no role."""

SECOND = 0.9
"""Chance from which on a second supplier or recipient is meant, though no word joins it to the
first. On the annotated documents 0.6 to 0.9 come out alike; to allow none loses an event."""

KINDS: dict[str, CandidateKind] = {
    "visitors": "actor",
    "hosts": "actor",
    "participants": "actor",
    "force": "actor",
    "supplier": "actor",
    "recipient": "actor",
    "place": "place",
    "origin": "place",
    "date": "date",
    "troops": "count",
    "units": "thing",
    "items": "thing",
    "value": "money",
}
"""What can stand in each role."""


RIVALS = {
    "visitors": "hosts",
    "hosts": "visitors",
    "supplier": "recipient",
    "recipient": "supplier",
}
"""Roles of which nobody has both: a candidate is in the likelier one only."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate in a role, with the probability that it belongs there."""

    candidate: Candidate
    chance: float


@dataclass(frozen=True, slots=True)
class Choices:
    """The candidates in the roles of one trigger, likeliest first."""

    by_role: dict[str, list[Choice]] = field(default_factory=dict)
    unlikely: dict[str, list[Choice]] = field(default_factory=dict)
    """Those that are not chosen, for roles that lack somebody."""

    def of(self, role: str) -> list[Choice]:
        """The choices for one role."""
        return self.by_role.get(role, [])

    def surest(self, role: str) -> float:
        """Probability of the likeliest choice; 0 if there is none."""
        return max((c.chance for c in self.of(role)), default=0.0)


def choose(
    trigger: TriggerReading,
    candidates: Sequence[Candidate],
    roles: Iterable[str],
    needed: Collection[str] = (),
    company: Company | None = None,
) -> Choices:
    """The candidates that stand in each of `roles` for a trigger.

    Args:
        trigger: what the network says of it.
        candidates: those of the document, in order of their heads.
        roles: roles that the trigger's type has.
        needed: roles that take the likeliest candidate where none is likely.
        company: who takes part in the other events of the document, which bears on meetings.
    """
    choices = Choices()
    near = in_window(trigger, candidates)
    for role in roles:
        ranked = _ranked(trigger, near, role, company)
        least = FLOORS.get(role, EVEN)
        floor = max(least, ranked[0].chance - APART) if ranked else least
        chosen = [c for c in ranked if c.chance >= floor]
        if not chosen and role in needed:
            chosen = ranked[:1]
        choices.by_role[role] = _outermost(chosen)
        choices.unlikely[role] = [c for c in ranked if c not in chosen]
    return choices


def _ranked(
    trigger: TriggerReading, candidates: Sequence[Candidate], role: str, company: Company | None
) -> list[Choice]:
    """All candidates that may be in a role, likeliest first."""
    chances = trigger.in_role(role)
    kind = KINDS[role]
    found = [Choice(c, chance_of(c, chances)) for c in candidates if c.kind == kind]
    if company is not None and role == "participants":
        found = [
            Choice(c.candidate, company.weigh(c.chance, c.candidate, trigger.token))
            for c in found
            if c.chance >= FAINT
        ]
    kept = [c for c in found if c.chance >= LEAST and not _is_rivals(trigger, c, role)]
    return sorted(kept, key=lambda c: (-c.chance, c.candidate.at))


def _is_rivals(trigger: TriggerReading, choice: Choice, role: str) -> bool:
    """Whether a candidate is likelier in the role that excludes this one."""
    rival = RIVALS.get(role)
    return rival is not None and choice.chance < chance_of(choice.candidate, trigger.in_role(rival))


def side_by_side(choices: Sequence[Choice], doc: Doc) -> Sequence[Choice]:
    """Those of one role that are meant together: the likeliest with its list, other sure ones."""
    if not choices:
        return choices
    best = max(choices, key=lambda choice: choice.chance)
    least = min(SECOND, best.chance)
    together = _list_of(best, doc)
    return [c for c in choices if c.chance >= least or _list_of(c, doc) == together]


def not_among(choices: Sequence[Choice], others: Iterable[Choice]) -> Sequence[Choice]:
    """The states that are not in another role too, where there are any.

    The state where a movement is based is not the movement.
    """
    parties = [party for choice in others for party in choice.candidate.parties]
    there = {party.country for party in parties if party.kind != "group"}
    apart = [c for c in choices if all(p.country not in there for p in c.candidate.parties)]
    return apart if any(p.country for c in apart for p in c.candidate.parties) else choices


def _list_of(choice: Choice, doc: Doc) -> int:
    """The word at which the list begins that a candidate is in: its own, where there is none."""
    word = doc[choice.candidate.head]
    while word.dep_ == "conj" and word.head.i != word.i:
        word = word.head
    return word.i


def in_list(choices: Iterable[Choice], doc: Doc) -> bool:
    """Whether a word joins one of them to another: "Spain and Italy"."""
    return any(doc[choice.candidate.head].dep_ == "conj" for choice in choices)


def places_of(choices: Iterable[Choice]) -> list[Where]:
    """One place for each country, the likeliest that names a place below it first."""
    told = (choice.candidate.where for choice in choices)
    kept = one_for_each_country(where for where in told if where is not None)
    named = [where for where in kept if where.country is not None]
    loose = [where for where in kept if where.country is None]
    if len(named) == 1 and len(loose) == 1 and named[0].place is None:
        where = named[0]
        return [Where(loose[0].place, where.country, loose[0].place_at, where.country_at)]
    return named or loose


def _outermost(choices: list[Choice]) -> list[Choice]:
    """Without mentions inside another: "Russian" in "the Russian delegation"."""
    return [
        c
        for c in choices
        if not any(_inside(c.candidate.at, o.candidate.at) for o in choices if o is not c)
    ]


def _inside(inner: Slice, outer: Slice) -> bool:
    return inner != outer and outer.start <= inner.start and inner.end <= outer.end
