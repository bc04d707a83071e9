"""What a record leaves open and another event of the same document tells."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from schemas.edtf import Span
from tasks.extract.agreement import dates_meet, shared
from tasks.extract.drafts import Draft, Where
from tasks.extract.sharing import Sharing, same_party
from tasks.extract.status import SETTLED

CALLS = ("phone", "video")
"""Modes of meetings that take place nowhere (codebook)."""


def complete(draft: Draft, kept: Sharing, told: Sequence[Where]) -> None:
    """Take the place, or the other side of a transfer, from another event of the document; a call
    has no place.

    Args:
        draft: what lacks something.
        kept: all events of the document.
        told: its `theatres`.
    """
    if draft.mode in CALLS:
        draft.where = Where()
    elif draft.type == "transfer":
        _take_side(draft, kept)
    elif not draft.where.known:
        _take_place(draft, kept, told)
    elif draft.type == "deployment":
        draft.where = _in_state(draft, told)


def settle(draft: Draft, published: date | None) -> Draft:
    """Leave out the date of what is planned where it is over: that of the promise, not the event.

    No arms change hands on the day on which they are promised either.
    """
    if published is None or draft.when is None or draft.factuality.status != "planned":
        return draft
    end = Span.parse(draft.when.edtf).end
    if end < published or (draft.type == "transfer" and end == published):
        draft.when = None
    return draft


def lacking(draft: Draft) -> str | None:
    """The side that a transfer leaves open; null if none, and of other events."""
    roles = ("supplier", "recipient") if draft.type == "transfer" else ()
    return next((role for role in roles if not draft.parties(role)), None)


def _take_side(draft: Draft, kept: Sharing) -> None:
    """The other side of the last transfer with the same supplier, or the same recipient."""
    role = lacking(draft)
    if role is None:
        return
    known = "recipient" if role == "supplier" else "supplier"
    near = [o for _, o in kept.with_any("transfer", draft.parties(known))]
    told = [o for o in near if o.parties(role) and shared(o, draft, known)]
    if told and not same_party(told[-1].parties(role)[0], draft.parties(known)[0]):
        draft.roles[role] = told[-1].parties(role)[:1]
        draft.signs = draft.signs and draft.signs.borrowed()
        draft.weak = False


def _take_place(draft: Draft, kept: Sharing, told: Sequence[Where]) -> None:
    """The place of an event that has to be at the same one."""
    if draft.type == "meeting" and draft.mode == "in_person":
        draft.where = _place_of_visit(draft, kept)
    elif draft.type == "visit" and draft.apart and draft.when is not None:
        visits = kept.with_any("visit", draft.parties("visitors"))
        same = [o for _, o in visits if o.where.known and shared(o, draft, "visitors")]
        if same:
            draft.where = Where(None, same[0].where.country, None, same[0].where.country_at)
            draft.weak = False
    elif draft.type == "deployment" and draft.action != "presence":
        forces = kept.with_any("deployment", draft.parties("force"))
        same = [o for _, o in forces if shared(o, draft, "force")]
        draft.where = next((_at(o, draft) for o in same if o.where.known), draft.where)
        if not draft.where.known:
            draft.where = _theatre(draft, told)
        draft.weak = not draft.where.known
        draft.signs = draft.signs and draft.signs.borrowed()


def theatres(drafts: Iterable[Draft]) -> list[Where]:
    """The states to which a document's forces are told to go, the commonest first."""
    told = [d.where for d in drafts if d.type == "deployment" and d.where.country is not None]
    first = {where.country: where for where in reversed(told)}
    often = Counter(where.country for where in told).most_common()
    return [Where(None, code, None, first[code].country_at) for code, _ in often]


def _theatre(draft: Draft, told: Sequence[Where]) -> Where:
    """The first that is not the home of those who are sent."""
    own = {force.country for force in draft.parties("force")}
    return next((where for where in told if where.country not in own), Where())


def _in_state(draft: Draft, told: Sequence[Where]) -> Where:
    """A place that no list has lies in the state to which the document's forces go."""
    where = draft.where
    if where.country is not None or where.beyond or where.of_several:
        return where
    state = _theatre(draft, told)
    return Where(where.place, state.country, where.place_at, state.country_at)


def _at(told: Draft, draft: Draft) -> Where:
    """Where forces are that another record places; of a new movement only the state is known."""
    where = told.where
    return Where(None, where.country, None, where.country_at) if draft.apart else where


def _place_of_visit(meeting: Draft, kept: Sharing) -> Where:
    """Where a visitor meets the people of the country visited."""
    people = meeting.parties("participants")
    visits = [visit for _, visit in kept.with_any("visit", people)]
    for visit in sorted(visits, key=lambda o: not _same_day(o, meeting)):
        if visit.where.country is None:
            continue
        here = [p for p in people if p.country == visit.where.country]
        came = [p for p in people if any(same_party(p, v) for v in visit.parties("visitors"))]
        if here and came and _fits_visit(meeting, visit):
            return visit.where
    return Where()


def _same_day(first: Draft, second: Draft) -> bool:
    return (
        first.when is not None and second.when is not None and (first.when.edtf == second.when.edtf)
    )


def _fits_visit(meeting: Draft, visit: Draft) -> bool:
    if visit.apart and not (meeting.when and visit.when and meeting.when.edtf == visit.when.edtf):
        return False
    if meeting.factuality.status in SETTLED and visit.factuality.status not in SETTLED:
        return False
    return dates_meet(meeting, visit)
