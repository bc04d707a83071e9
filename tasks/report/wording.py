"""An event in words: what happened, where, when."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date

from schemas.edtf import Precision, Span

Row = Mapping[str, Any]
MOST_NAMED = 3
"""Actors of a side that a line names; of more it gives the number."""
MOST_UNITS = 2
_WORDS = Path(__file__).parent / "data" / "words.toml"


@cache
def words() -> dict[str, dict[str, str]]:
    """Return the phrases of `data/words.toml`."""
    return tomllib.loads(_WORDS.read_text("utf-8"))


def state_name(code: str | None, names: Mapping[str, str]) -> str | None:
    """Return the name to show for a code of a state or organisation."""
    return None if code is None else words()["short"].get(code) or names.get(code, code)


def actor_name(actor: Row, names: Mapping[str, str]) -> str:
    """Return a person or group with its state, or the state itself."""
    state = state_name(actor["country"], names)
    own = actor["name"] or (None if state else actor["role"])
    if own and state and own != state:
        return f"{own} ({state})"
    return own or state or words()["unknown"]["who"]


def place_name(event: Row, names: Mapping[str, str]) -> str | None:
    """Return place and country, as far as they are known."""
    parts = (event["place"], state_name(event["country"], names))
    return ", ".join(dict.fromkeys(part for part in parts if part)) or None


def headline(event: Row, names: Mapping[str, str]) -> str:
    """Return what happened in one line; `event` is a row of `period_events`."""
    said = _meeting(event, names) if event["type"] == "meeting" else _act(event, names)
    return said[:1].upper() + said[1:]


def _act(event: Row, names: Mapping[str, str]) -> str:
    kind, status = event["type"], event["status"]
    unknown = words()["unknown"]
    if kind == "visit":
        who, to = _side(event, "visitors", names), place_name(event, names)
        verb = words()["visit"][status]
        to = to or _side(event, "hosts", names)
    elif kind == "deployment":
        who, to = _side(event, "force", names), place_name(event, names)
        verb = words()[event["action"]][status].format(force=_force(event))
    else:
        who, to = _side(event, "supplier", names), _side(event, "recipient", names)
        verb = words()["transfer"][status].format(items=event["items"] or unknown["items"])
    return f"{who or unknown['who']} {verb} {to or unknown['where']}"


def _meeting(event: Row, names: Mapping[str, str]) -> str:
    who = _side(event, "participants", names, joint=" and ") or words()["unknown"]["who"]
    where = words()["mode"].get(event["mode"] or "")
    if where is None and (place := place_name(event, names)):
        where = f"in {place}"
    return " ".join(filter(None, (who, words()["meeting"][event["status"]], where)))


def _side(event: Row, slot: str, names: Mapping[str, str], joint: str = ", ") -> str:
    found = [actor_name(actor, names) for actor in event["actors"] if actor["slot"] == slot]
    named = list(dict.fromkeys(found))
    if len(named) > MOST_NAMED:
        return f"{', '.join(named[:MOST_NAMED])} and {len(named) - MOST_NAMED} more"
    return joint.join((", ".join(named[:-1]), named[-1])) if len(named) > 1 else "".join(named)


def _force(event: Row) -> str:
    unit = ", ".join(listed(event["units"] or [], MOST_UNITS))
    troops = count_words(event["troops_min"], event["troops_max"])
    people = f"{troops} troops" if troops else ""
    return ", ".join(filter(None, (people, unit))) or words()["unknown"]["force"]


def listed(things: Sequence[str], most: int) -> Iterable[str]:
    """Return the first things and how many more there are."""
    rest = len(things) - most
    return things if rest <= 0 else (*things[:most], f"{rest} more")


def count_words(low: int | None, high: int | None) -> str:
    """Return a number or range in words; empty for none."""
    if low is None and high is None:
        return ""
    if low == high:
        return f"{low:,}"
    if low is None:
        return f"up to {high:,}"
    return f"over {low:,}" if high is None else f"{low:,} to {high:,}"


def date_words(edtf: str | None) -> str | None:
    """Return an EDTF date as people write it: `3 March 2026`, `March 2026`, `3 – 5 March 2026`."""
    if edtf is None:
        return None
    first, slash, last = edtf.partition("/")
    if not slash:
        return _one(Span.parse(first))
    start, end = Span.parse(first), Span.parse(last)
    if start.precision == end.precision == Precision.DAY:
        return days_words(start.start, end.start)
    return f"{_one(start)} – {_one(end)}"


def days_words(first: date, last: date) -> str:
    """Return a stretch of days, without repeating the month or year that they share."""
    if first == last:
        return _spelled(first, "d MMMM y")
    if first.year != last.year:
        start = "d MMMM y"
    else:
        start = "d" if first.month == last.month else "d MMMM"
    return f"{_spelled(first, start)} – {_spelled(last, 'd MMMM y')}"


def _one(span: Span) -> str:
    pattern = {Precision.DAY: "d MMMM y", Precision.MONTH: "MMMM y", Precision.YEAR: "y"}
    return _spelled(span.start, pattern[span.precision])


def _spelled(day: date, pattern: str) -> str:
    return str(format_date(day, pattern, locale="en"))
