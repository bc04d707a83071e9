"""One draft for each event of a document: mentions of one event joined, details pooled."""

from collections.abc import Iterable

from tasks.extract.agreement import dates_meet, places_meet, shared
from tasks.extract.completion import complete, theatres
from tasks.extract.drafts import Amount, Draft
from tasks.extract.nouns import is_definite
from tasks.extract.pooling import ROLES, absorb
from tasks.extract.sharing import Sharing, sides
from tasks.extract.status import CALLED_OFF, SETTLED
from tasks.extract.stays import one_stay, whole_stay
from tasks.extract.trace import SILENT, Trace
from tasks.extract.words import wordlist

NEAR = 60
"""Words within which "the meeting" takes up one that was told as coming."""


def join(drafts: Iterable[Draft], trace: Trace = SILENT) -> list[Draft]:
    """Join drafts, given in the order of the text; the result keeps the order of first mention.

    A mention joins the record that it fits best: the one with which it shares most.
    """
    kept = Sharing()
    for draft in drafts:
        fitting = [
            (affinity(other, draft), -n)
            for n, other in kept.with_any(draft.type, sides(draft))
            if _one_event(other, draft)
        ]
        if fitting:
            n = -max(fitting)[1]
            trace.joined(draft, kept.drafts[n])
            whole_stay(kept.drafts[n], draft)
            absorb(kept.drafts[n], draft)
            kept.note(n)
        else:
            kept.add(draft)
    told = theatres(kept.drafts)
    for draft in kept.drafts:
        complete(draft, kept, told)
    return [d for d in kept.drafts if not d.weak]


def affinity(first: Draft, second: Draft) -> int:
    """How much two mentions share."""
    roles = sum(bool(shared(first, second, role)) for role in ROLES[first.type])
    place = first.where.place is not None and first.where.place == second.where.place
    date = first.when is not None and second.when is not None
    return 4 * roles + 2 * place + date + (first.factuality == second.factuality)


def _one_event(first: Draft, second: Draft) -> bool:
    if first.type != second.type or first.apart != second.apart:
        return False
    if first.type == "visit" and one_stay(first, second):
        return True
    if not places_meet(first.where, second.where) or not dates_meet(first, second):
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
    off = "planned" in statuses and bool(statuses & CALLED_OFF)
    return together or coming or off or _takes_up(first, second)


def _takes_up(first: Draft, second: Draft) -> bool:
    """Whether planned talks are told as done next: "were to confer … after their meeting"."""
    later = second.trigger
    near = 0 < later.i - first.trigger.i <= NEAR and later.pos_ == "NOUN" and is_definite(later)
    done = first.factuality.status == "planned" and second.factuality.status in SETTLED
    return first.type == "meeting" and near and done


def _one_visit(first: Draft, second: Draft) -> bool:
    return bool(shared(first, second, "visitors"))


def _one_meeting(first: Draft, second: Draft) -> bool:
    if not _same_mode(first, second):
        return False
    mine, theirs = first.parties("participants"), second.parties("participants")
    both = shared(first, second, "participants")
    return len(both) >= min(len(mine), len(theirs))


def _same_mode(first: Draft, second: Draft) -> bool:
    """A call told again as talking, or in its own sentence, with no word of a phone or a place, is
    one call."""
    if (first.mode == "in_person") == (second.mode == "in_person"):
        return True
    if first.trigger.sent.start == second.trigger.sent.start:
        return not (first.where.known and second.where.known)
    told = first if first.mode == "in_person" else second
    return not told.where.known and told.trigger.lemma_.lower() in wordlist().speakers


def _one_deployment(first: Draft, second: Draft) -> bool:
    if not shared(first, second, "force"):
        return False
    if (first.action == "withdraw") != (second.action == "withdraw"):
        return False
    if first.troops is not None and second.troops is not None:
        return _same_amount(first.troops, second.troops)
    at_border = first.where.beyond or second.where.beyond
    if first.where.place and second.where.place and not at_border:
        return first.where.place in second.where.place or second.where.place in first.where.place
    return True


def _one_transfer(first: Draft, second: Draft) -> bool:
    both = ("supplier", "recipient")
    if not any(shared(first, second, side) for side in both):
        return False
    if not all(shared(first, second, side) or _open(first, second, side) for side in both):
        return False
    if first.items and second.items:
        mine = {i.category for i in first.items}
        return bool(mine & {i.category for i in second.items}) and _same_counts(first, second)
    return True


def _open(first: Draft, second: Draft, role: str) -> bool:
    """Whether one of two mentions leaves a role open."""
    return not first.parties(role) or not second.parties(role)


def _same_counts(first: Draft, second: Draft) -> bool:
    return all(
        _same_amount(mine.amount, theirs.amount)
        for mine in first.items
        for theirs in second.items
        if mine.category == theirs.category and mine.amount and theirs.amount
    )


def _same_amount(first: Amount, second: Amount) -> bool:
    return (first.low, first.high) == (second.low, second.high)
