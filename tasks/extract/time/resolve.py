"""Resolves a date expression to EDTF."""

from datetime import date

from schemas.edtf import Span
from tasks.extract.time.clock import Clock, Tense
from tasks.extract.time.find import DateMention


def resolve(
    mention: DateMention,
    anchor: date | None = None,
    tense: Tense | None = None,
    context: str | None = None,
) -> str | None:
    """Return the date as EDTF level 0 at the finest granularity that the words support.

    `anchor` is the day of publication, `tense` that of the clause which tells the event, `context`
    the date (EDTF) that an earlier sentence of the same story set. None where these do not tell
    the date; it is never guessed. Weeks run from Monday to Sunday; raises nothing for valid EDTF.

    Raises:
        ValueError: `context` is not EDTF.
    """
    clock = Clock(anchor, tense, Span.parse(context) if context else None)
    try:
        return mention.meaning.resolve(clock)
    except (ValueError, OverflowError):
        return None
