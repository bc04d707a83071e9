"""A stay of several days, told in parts: who arrived on Wednesday is received on Thursday, and is
to see the port on Friday."""

from schemas.edtf import Precision, Span
from tasks.extract.agreement import dates_meet, places_meet
from tasks.extract.drafts import Draft, When
from tasks.extract.reading import Slice
from tasks.extract.status import SETTLED
from tasks.extract.words import wordlist

LONGEST = 3
"""Days from an arrival to what belongs to it."""
NEAR = 40
"""Words within which the two dates are quoted together."""


def one_stay(first: Draft, second: Draft) -> bool:
    """Whether one of two visits is the arrival to which the other belongs.

    Both have a date to the day and the same named visitor, and the reception, or what the visitor
    is still to do there, follows the arrival within `LONGEST` days.
    """
    if first.apart or second.apart or not places_meet(first.where, second.where):
        return False
    names = {v.identity for v in first.parties("visitors") if v.name is not None}
    if names.isdisjoint(v.identity for v in second.parties("visitors")):
        return False
    return _begins(first, second) or _begins(second, first)


def _begins(arrival: Draft, later: Draft) -> bool:
    return _arrives(arrival) and _is_part(later) and _follows(arrival, later)


def _arrives(draft: Draft) -> bool:
    settled = draft.factuality.status in SETTLED
    told = {trigger.lemma_.lower() for trigger in (draft.trigger, *draft.others)}
    return settled and not told.isdisjoint(wordlist().arrivals)


def _is_part(draft: Draft) -> bool:
    """Whether a visit is a reception, or what one who has come is still to do."""
    if draft.factuality.status == "planned":
        return draft.where.country is not None and not _arrives(draft)
    return draft.factuality.status in SETTLED and _is_reception(draft)


def _is_reception(draft: Draft) -> bool:
    return draft.trigger.lemma_.lower() in wordlist().receptions


def _follows(arrival: Draft, reception: Draft) -> bool:
    if arrival.when is None or reception.when is None:
        return False
    first, second = Span.parse(arrival.when.edtf), Span.parse(reception.when.edtf)
    exact = {first.precision, second.precision} == {Precision.DAY}
    return exact and 0 <= (second.start - first.end).days <= LONGEST


def whole_stay(kept: Draft, other: Draft) -> None:
    """Give both parts of one stay all its days; the arrival's if the words are far apart."""
    if kept.type != "visit" or kept.when is None or other.when is None:
        return
    if dates_meet(kept, other) or not one_stay(kept, other):
        return
    earlier, later = sorted((kept.when, other.when), key=lambda when: when.edtf)
    at = Slice(min(earlier.at.start, later.at.start), max(earlier.at.end, later.at.end))
    if at.end - at.start <= NEAR:
        earlier = When(f"{earlier.edtf}/{later.edtf}", at)
    kept.when, kept.stay = earlier, True
