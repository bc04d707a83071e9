"""Meanings made of other meanings: from one date to another, for some days, since."""

from dataclasses import dataclass, replace
from datetime import timedelta

from schemas.edtf import Precision, Span
from tasks.extract.time.clock import Clock, day, interval, month
from tasks.extract.time.meaning import Calendar, Meaning, Weekday


@dataclass(frozen=True, slots=True)
class Between:
    """From one date to another; what one end leaves open, the other tells."""

    first: Meaning
    last: Meaning

    def resolve(self, clock: Clock) -> str | None:
        """Write the interval, or None where either end cannot be told or they are crossed."""
        first, last = self.first, self.last
        if isinstance(first, Calendar) and isinstance(last, Calendar):
            first, last = _same_year(first, last, clock)
        start = first.resolve(clock)
        if start is None:
            return None
        if isinstance(last, Weekday) and not last.which:
            clock = Clock(Span.parse(start).start, "future")
        end = last.resolve(clock)
        return interval(start, end) if end else None


def _same_year(first: Calendar, last: Calendar, clock: Clock) -> tuple[Calendar, Calendar]:
    crosses = (first.month or 1) > (last.month or 12)
    if first.year is None and last.year is None:
        told = last.resolve(clock)
        last = replace(last, year=int(told[:4])) if told else last
    if first.year is None and last.year is not None:
        return replace(first, year=last.year - crosses), last
    if last.year is None and first.year is not None:
        return first, replace(last, year=first.year + crosses)
    return first, last


@dataclass(frozen=True, slots=True)
class Lasting:
    """Some days that begin, or with `ends` end, on a day: "for three days from Monday"."""

    days: int
    at: Meaning
    ends: bool = False

    def resolve(self, clock: Clock) -> str | None:
        """Write the interval; the date alone where that is no single day."""
        told = self.at.resolve(clock)
        if told is None:
            return None
        span = Span.parse(told)
        if span.start != span.end:
            return told
        length = timedelta(days=self.days - 1)
        if self.ends:
            return interval(day(span.start - length), told)
        return interval(told, day(span.start + length))


@dataclass(frozen=True, slots=True)
class Since:
    """From a date until publication, at the granularity of the date."""

    first: Meaning

    def resolve(self, clock: Clock) -> str | None:
        """Write the interval up to the anchor."""
        past = replace(clock, tense="past")
        told = self.first.resolve(past)
        if told is None or clock.anchor is None:
            return told
        match Span.parse(told).precision:
            case Precision.YEAR:
                now = f"{clock.anchor.year:04d}"
            case Precision.MONTH:
                now = month(clock.anchor.year, clock.anchor.month)
            case Precision.DAY:
                now = day(clock.anchor)
        return interval(told, now)
