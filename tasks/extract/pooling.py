"""Two mentions of one event: what the record says of it, and what else the document says."""

from dataclasses import replace

from schemas.edtf import Span
from tasks.extract.drafts import Draft, Thing, Where
from tasks.extract.grammar import preposition
from tasks.extract.parties import Party, unlike, without_states_of_persons
from tasks.extract.status import CALLED_OFF, SETTLED
from tasks.extract.words import wordlist

ROLES = {
    "visit": ("visitors", "hosts"),
    "meeting": ("participants",),
    "deployment": ("force",),
    "transfer": ("supplier", "recipient"),
}
MOST_QUOTES = 3
VAGUE_MODES = ("other", "in_person")
"""Modes that stand where nothing tells another."""


def absorb(kept: Draft, other: Draft) -> None:
    """Pool the details of two mentions; what was told first stays where both tell.

    What the other mention says instead is kept beside it, as an alternative.
    """
    before = _single_values(kept)
    kept.others += [other.trigger, *other.others]
    _pool(kept, other)
    chosen = _single_values(kept)
    told = [*kept.alternatives, *before.items(), *_single_values(other).items()]
    kept.alternatives = list(dict.fromkeys(t for t in told if chosen.get(t[0]) != t[1]))


def _single_values(draft: Draft) -> dict[str, str]:
    """The values of which a record has one, as text; those unknown left out."""
    troops = draft.troops
    values = {
        "date": draft.when.edtf if draft.when else None,
        "country": draft.where.country,
        "place": draft.where.place,
        "troops_min": troops.low if troops else None,
        "troops_max": troops.high if troops else None,
        "value_usd": draft.value[0] if draft.value else None,
        "status": draft.factuality.status,
    }
    return {slot: str(value) for slot, value in values.items() if value is not None}


def _pool(kept: Draft, other: Draft) -> None:
    for role in ROLES[kept.type]:
        kept.roles[role] = _pooled(kept.parties(role), other.parties(role), role)
    kept.where = _finer_place(kept.where, other.where)
    if kept.when is None or (not kept.stay and other.when and _days(other) < _days(kept)):
        kept.when = other.when or kept.when
    if _surer(other, kept) or _has_come(kept, other):
        kept.factuality = other.factuality
    if other.factuality.status == "ongoing" and kept.factuality.status == "occurred":
        kept.factuality = replace(kept.factuality, status="ongoing")
    if other.factuality.status in CALLED_OFF and kept.factuality.status == "planned":
        kept.factuality = replace(kept.factuality, status=other.factuality.status)
    if not other.factuality.alleged and other.action != "presence":
        kept.factuality = replace(kept.factuality, alleged=False)
    if kept.action == "presence":
        kept.action = other.action
    kept.troops = kept.troops or other.troops
    kept.value = kept.value or other.value
    kept.speaker = kept.speaker or other.speaker
    kept.units = _things(kept.units, other.units)
    kept.items = _things(kept.items, other.items)
    kept.weak = kept.weak and other.weak
    if kept.signs is not None and other.signs is not None:
        kept.signs = kept.signs.with_other(other.signs)
    kept.mode = other.mode if kept.mode in VAGUE_MODES else kept.mode
    kept.quotes = (kept.quotes + [q for q in other.quotes if q not in kept.quotes])[:MOST_QUOTES]


def _surer(draft: Draft, other: Draft) -> bool:
    """Whether only `draft` of two is a frame's, which tell the status better."""
    return bool(draft.signs and other.signs and draft.signs.ruled and not other.signs.ruled)


def _has_come(kept: Draft, other: Draft) -> bool:
    """Whether talks that were told as coming are told as held in a later sentence."""
    coming = kept.factuality.status == "planned" and other.factuality.status in SETTLED
    later = kept.trigger.sent.start < other.trigger.sent.start
    held = preposition(other.trigger) not in wordlist().before
    return kept.type == "meeting" and coming and later and held


def _pooled(mine: list[Party], theirs: list[Party], role: str) -> list[Party]:
    if role in ("force", "supplier", "recipient"):
        return mine or theirs
    return without_states_of_persons(unlike([*mine, *theirs]))


def _finer_place(first: Where, second: Where) -> Where:
    if first.place is None and second.place is not None:
        country, at = second.country, second.country_at
        return Where(
            second.place, country or first.country, second.place_at, at or first.country_at
        )
    if first.country is None and second.country is not None and first.place is None:
        return second
    if first.country is None and (first.place == second.place or second.beyond):
        return Where(first.place, second.country, first.place_at, second.country_at)
    if first.beyond and second.place is not None and not second.beyond:
        return _finer_place(second, first)
    return first


def _days(draft: Draft) -> int:
    if draft.when is None:
        return 10**6
    span = Span.parse(draft.when.edtf)
    return (span.end - span.start).days


def _things(mine: list[Thing], theirs: list[Thing]) -> list[Thing]:
    names = {t.name.lower() for t in mine}
    return mine + [t for t in theirs if t.name.lower() not in names]
