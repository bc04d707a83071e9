"""One draft for each event of a document: mentions of one event joined, details pooled."""

from collections.abc import Iterable

from schemas.edtf import Span
from tasks.extract.drafts import Amount, Draft, Where
from tasks.extract.parties import Party
from tasks.extract.pooling import ROLES, absorb
from tasks.extract.sharing import Sharing, same_party
from tasks.extract.trace import SILENT, Trace

SETTLED = frozenset({"occurred", "ongoing"})


def join(drafts: Iterable[Draft], trace: Trace = SILENT) -> list[Draft]:
    """Join drafts, given in the order of the text; the result keeps the order of first mention.

    A mention joins the record that it fits best: the one with which it shares most.
    """
    kept = Sharing()
    for draft in drafts:
        fitting = [
            (affinity(other, draft), -n)
            for n, other in kept.with_any(draft.type, _own_side(draft))
            if _one_event(other, draft)
        ]
        if fitting:
            n = -max(fitting)[1]
            trace.joined(draft, kept.drafts[n])
            absorb(kept.drafts[n], draft)
            kept.note(n)
        else:
            kept.add(draft)
    for draft in kept.drafts:
        _complete(draft, kept)
    return [d for d in kept.drafts if not d.weak]


def _own_side(draft: Draft) -> list[Party]:
    """Those of whom two mentions of one event share somebody."""
    return draft.parties(ROLES[draft.type][0])


def _complete(draft: Draft, kept: Sharing) -> None:
    """Take the place from another event of the document that has to be at the same one."""
    if draft.where.known:
        return
    if draft.type == "meeting" and draft.mode == "in_person":
        draft.where = _place_of_visit(draft, kept)
    elif draft.type == "visit" and draft.apart and draft.when is not None:
        visits = kept.with_any("visit", draft.parties("visitors"))
        same = [o for _, o in visits if o.where.known and _one_visit(o, draft)]
        if same:
            draft.where = Where(None, same[0].where.country, None, same[0].where.country_at)
            draft.weak = False
    elif draft.type == "deployment" and draft.action != "presence":
        forces = kept.with_any("deployment", draft.parties("force"))
        same = [o for _, o in forces if _shared(o, draft, "force")]
        draft.where = next((_at(o, draft) for o in same if o.where.known), draft.where)
        draft.weak = not draft.where.known


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
    return _dates_meet(meeting, visit)


def affinity(first: Draft, second: Draft) -> int:
    """How much two mentions share."""
    shared = sum(bool(_shared(first, second, role)) for role in ROLES[first.type])
    place = first.where.place is not None and first.where.place == second.where.place
    date = first.when is not None and second.when is not None
    return 4 * shared + 2 * place + date + (first.factuality == second.factuality)


def _one_event(first: Draft, second: Draft) -> bool:
    if first.type != second.type or first.apart != second.apart:
        return False
    if not _places_meet(first.where, second.where) or not _dates_meet(first, second):
        return False
    if not _same_status(first, second):
        return False
    rules = {
        "visit": _one_visit,
        "meeting": _one_meeting,
        "deployment": _one_deployment,
        "transfer": _one_transfer,
    }
    return rules[first.type](first, second)


def _same_status(first: Draft, second: Draft) -> bool:
    """Planned and done are two events, unless one sentence tells of both, or of a visit: news of
    an arrival tell at length what the visit is to bring."""
    statuses = {first.factuality.status, second.factuality.status}
    if len(statuses) == 1 or statuses <= SETTLED:
        return True
    together = first.trigger.sent.start == second.trigger.sent.start
    coming = first.type == "visit" and "planned" in statuses and bool(statuses & SETTLED)
    return together or coming


def _dates_meet(first: Draft, second: Draft) -> bool:
    if first.when is None or second.when is None:
        return True
    one, other = Span.parse(first.when.edtf), Span.parse(second.when.edtf)
    return one.start <= other.end and other.start <= one.end


def _places_meet(first: Where, second: Where) -> bool:
    if first.country is not None and second.country is not None:
        return first.country == second.country
    return True


def _shared(first: Draft, second: Draft, role: str) -> list[Party]:
    theirs = second.parties(role)
    return [p for p in first.parties(role) if any(same_party(p, t) for t in theirs)]


def _one_visit(first: Draft, second: Draft) -> bool:
    return bool(_shared(first, second, "visitors"))


def _one_meeting(first: Draft, second: Draft) -> bool:
    if (first.mode == "in_person") != (second.mode == "in_person"):
        return False
    mine, theirs = first.parties("participants"), second.parties("participants")
    shared = _shared(first, second, "participants")
    return len(shared) >= min(len(mine), len(theirs))


def _one_deployment(first: Draft, second: Draft) -> bool:
    if not _shared(first, second, "force"):
        return False
    if (first.action == "withdraw") != (second.action == "withdraw"):
        return False
    if first.troops is not None and second.troops is not None:
        return _same_amount(first.troops, second.troops)
    if first.where.place and second.where.place and first.where.place != second.where.place:
        return first.where.place in second.where.place or second.where.place in first.where.place
    return True


def _one_transfer(first: Draft, second: Draft) -> bool:
    if not (_shared(first, second, "supplier") and _shared(first, second, "recipient")):
        return False
    if first.items and second.items:
        mine = {i.category for i in first.items}
        return bool(mine & {i.category for i in second.items}) and _same_counts(first, second)
    return True


def _same_counts(first: Draft, second: Draft) -> bool:
    return all(
        _same_amount(mine.amount, theirs.amount)
        for mine in first.items
        for theirs in second.items
        if mine.category == theirs.category and mine.amount and theirs.amount
    )


def _same_amount(first: Amount, second: Amount) -> bool:
    return (first.low, first.high) == (second.low, second.high)
