"""What a date expression means on its own; each meaning resolves itself against a clock.

`resolve` gives EDTF, or None where the clock does not tell enough. It may raise ValueError or
OverflowError at the edges of the calendar.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from schemas.edtf import Span
from tasks.extract.time.clock import (
    STEP,
    Clock,
    Unit,
    Which,
    day,
    exists,
    interval,
    monday,
    month,
    shifted,
    weekend,
)

DAYS_IN_WEEK = 7
SLACK = 7
"""Days by which a day without a year may lie on the other side of publication than the tense says:
nobody leaves out the year of what is almost a year away."""


class Meaning(Protocol):
    """Something that a clock turns into a date."""

    def resolve(self, clock: Clock) -> str | None:
        """Return EDTF level 0, or None."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Day, month and year as far as they are named; `last_day` ends "July 25-27"."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None

    def resolve(self, clock: Clock) -> str | None:
        """Write it; a missing year is told by tense, anchor and context."""
        year = self.year if self.year is not None else self._year(clock)
        if year is None:
            return None
        if self.month is None:
            return f"{year:04d}"
        if self.day is None:
            return month(year, self.month)
        if not exists(year, self.month, self.day):
            return None
        first = day(date(year, self.month, self.day))
        if self.last_day is None:
            return first
        if not exists(year, self.month, self.last_day):
            return None
        return interval(first, day(date(year, self.month, self.last_day)))

    def _year(self, clock: Clock) -> int | None:
        near = clock.story
        if near is None or self.month is None:
            return None
        years = [y for y in range(near.year - 4, near.year + 5) if self._possible(y, clock)]
        if not years:
            return None
        return min(years, key=lambda y: (abs(self._first(y) - near), y))

    def _first(self, year: int) -> date:
        return date(year, self.month or 1, self.day or 1)

    def _possible(self, year: int, clock: Clock) -> bool:
        if not 1 <= year <= date.max.year or not exists(year, self.month or 1, self.day or 1):
            return False
        if clock.anchor is None or clock.tense is None:
            return True
        anchor = clock.anchor if self.day else clock.anchor.replace(day=1)
        ahead = (self._first(year) - anchor).days
        slack = SLACK if self.day else 0
        return ahead <= slack if clock.tense == "past" else ahead >= -slack


@dataclass(frozen=True, slots=True)
class MonthOf:
    """A month told from the anchor: "last September", "next March", "this May".

    With `from_context` ("the previous September") it is told from the context where there is one.
    """

    month: int
    which: Which
    from_context: bool = False

    def resolve(self, clock: Clock) -> str | None:
        """Write the nearest such month strictly before or after, or that of this year."""
        told = clock.context.start if self.from_context and clock.context else clock.anchor
        if told is None:
            return None
        year = told.year
        if self.which == "last" and self.month >= told.month:
            year -= 1
        elif self.which == "next" and self.month <= told.month:
            year += 1
        return month(year, self.month)


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A bare ordinal: "on the 5th"."""

    day: int

    def resolve(self, clock: Clock) -> str | None:
        """Write the latest such day up to the anchor, or the next one for a coming event."""
        anchor = clock.anchor
        if anchor is None:
            return None
        if clock.context and clock.context.start.month == clock.context.end.month:
            anchor_month = clock.context.start
            if exists(anchor_month.year, anchor_month.month, self.day):
                return day(anchor_month.replace(day=self.day))
        steps = range(0, 3) if clock.tense == "future" else range(0, -3, -1)
        for step in steps:
            year, number = map(int, month(anchor.year, anchor.month + step).split("-"))
            if not exists(year, number, self.day):
                continue
            found = date(year, number, self.day)
            if (found >= anchor) if clock.tense == "future" else (found <= anchor):
                return day(found)
        return None


@dataclass(frozen=True, slots=True)
class Part:
    """Months of a year: a quarter, a half, a season; `length` months from `first`."""

    first: int
    length: int
    year: int | None = None
    which: Which = ""
    year_step: int | None = None

    def resolve(self, clock: Clock) -> str | None:
        """Write the months as an interval; without a year it is told as `Calendar` tells it."""
        year = self.year
        if year is None and self.year_step is not None:
            year = clock.anchor.year + self.year_step if clock.anchor else None
        elif year is None and self.which:
            year = self._year_told(clock)
        elif year is None:
            told = Calendar(month=self.first).resolve(clock)
            year = int(told[:4]) if told else None
        if year is None:
            return None
        return interval(month(year, self.first), month(year, self.first + self.length - 1))

    def _year_told(self, clock: Clock) -> int | None:
        final = (self.first + self.length - 2) % 12 + 1
        edge = final if self.which == "last" else self.first
        told = MonthOf(edge, self.which).resolve(clock)
        return int(told[:4]) - (edge < self.first) if told else None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday is 0; `week` is set where the week is named apart."""

    weekday: int
    which: Which = ""
    week: int | None = None
    from_context: bool = False

    def resolve(self, clock: Clock) -> str | None:
        """Write the day.

        A bare one is the latest up to and including the anchor, for a coming event the next from
        the anchor on. "last" is the latest before it, "next" that of the coming week, "this" that
        of the anchor's week. "the following" and "the previous" are the nearest from the context.
        """
        if self.from_context:
            return self._around(clock.context)
        anchor = clock.anchor
        if anchor is None:
            return None
        in_week = monday(anchor) + timedelta(days=self.weekday)
        if self.week is not None:
            return day(in_week + timedelta(weeks=self.week))
        if self.which in ("this", "next"):
            return day(in_week + timedelta(weeks=STEP[self.which]))
        back = (anchor.weekday() - self.weekday) % DAYS_IN_WEEK
        if self.which == "last":
            return day(anchor - timedelta(days=back or DAYS_IN_WEEK))
        if clock.tense == "future":
            return day(anchor + timedelta(days=-back % DAYS_IN_WEEK))
        return day(anchor - timedelta(days=back))

    def _around(self, context: Span | None) -> str | None:
        if context is None:
            return None
        if self.which == "last":
            back = (context.start.weekday() - self.weekday) % DAYS_IN_WEEK
            return day(context.start - timedelta(days=back or DAYS_IN_WEEK))
        ahead = (self.weekday - context.end.weekday()) % DAYS_IN_WEEK
        return day(context.end + timedelta(days=ahead or DAYS_IN_WEEK))


@dataclass(frozen=True, slots=True)
class Weekend:
    """Saturday and Sunday."""

    which: Which = ""

    def resolve(self, clock: Clock) -> str | None:
        """Write the interval; a bare one is the latest begun, or the coming one."""
        anchor = clock.anchor
        if anchor is None:
            return None
        step = STEP[self.which]
        begun = anchor.weekday() >= 5
        if not self.which and clock.tense != "future" and not begun:
            step = -1
        return weekend(anchor + timedelta(weeks=step))


@dataclass(frozen=True, slots=True)
class Shift:
    """A number of units from the anchor, or from the context ("two days earlier").

    `future_only` marks "in two weeks", which in the past tense tells how long, not when.
    """

    unit: Unit
    count: int
    from_context: bool = False
    future_only: bool = False

    def resolve(self, clock: Clock) -> str | None:
        """Write the day, week, month, quarter or year."""
        if self.future_only and clock.tense == "past":
            return None
        if not self.from_context:
            return shifted(clock.anchor, self.unit, self.count) if clock.anchor else None
        base = clock.context_day
        if base is None and clock.context is not None and self.unit != "day":
            base = clock.context.start
        return shifted(base, self.unit, self.count) if base else None


@dataclass(frozen=True, slots=True)
class Within:
    """ "within a week": from the anchor on, `count` units long."""

    unit: Unit
    count: int

    def resolve(self, clock: Clock) -> str | None:
        """Write the interval from the anchor to the last day that the words allow."""
        if clock.anchor is None:
            return None
        if self.unit in ("day", "week"):
            days = self.count * (DAYS_IN_WEEK if self.unit == "week" else 1)
            return interval(day(clock.anchor), day(clock.anchor + timedelta(days=days)))
        return interval(
            shifted(clock.anchor, self.unit, 0), shifted(clock.anchor, self.unit, self.count)
        )
