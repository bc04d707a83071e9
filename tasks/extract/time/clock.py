"""Arithmetic of days, weeks, months and years, written as EDTF level 0."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from schemas.edtf import Span

Tense = Literal["past", "future"]
Unit = Literal["day", "week", "month", "quarter", "year"]
Which = Literal["", "last", "next", "this"]
STEP: dict[Which, int] = {"last": -1, "this": 0, "next": 1, "": 0}
MONTHS_IN_QUARTER = 3
DAYS_IN_YEAR = 366


@dataclass(frozen=True, slots=True)
class Clock:
    """What a date is resolved against.

    `anchor` is the day of publication, `tense` that of the clause, `context` the days that an
    earlier sentence of the same story set.
    """

    anchor: date | None = None
    tense: Tense | None = None
    context: Span | None = None

    @property
    def context_day(self) -> date | None:
        """The day that the context names, if it names one day."""
        if self.context is None or self.context.start != self.context.end:
            return None
        return self.context.start

    @property
    def context_middle(self) -> date | None:
        """The middle of the days that the context covers."""
        if self.context is None:
            return None
        return self.context.start + (self.context.end - self.context.start) / 2

    @property
    def story(self) -> date | None:
        """The day next to which a date without a year lies: that of publication, but in a story of
        more than a year ago, or of no known day, that of the story."""
        told = self.context_middle
        if told is None or self.anchor is None:
            return told or self.anchor
        return told if abs(told - self.anchor).days > DAYS_IN_YEAR else self.anchor


def day(value: date) -> str:
    """Write a day."""
    return value.isoformat()


def month(year: int, number: int) -> str:
    """Write a month; `number` may run over the end of the year in either direction."""
    year, index = year + (number - 1) // 12, (number - 1) % 12
    if not 1 <= year <= date.max.year:
        raise ValueError(f"no such year: {year}")
    return f"{year:04d}-{index + 1:02d}"


def monday(value: date) -> date:
    """Return the first day of the week, which runs from Monday to Sunday."""
    return value - timedelta(days=value.weekday())


def week(value: date) -> str:
    """Write the week that holds the day."""
    first = monday(value)
    return f"{day(first)}/{day(first + timedelta(days=6))}"


def weekend(value: date) -> str:
    """Write Saturday and Sunday of the week that holds the day."""
    first = monday(value)
    return f"{day(first + timedelta(days=5))}/{day(first + timedelta(days=6))}"


def quarter(year: int, number: int) -> str:
    """Write the quarter; `number` counts from 1 and may run over the end of the year."""
    first = (number - 1) * MONTHS_IN_QUARTER + 1
    return f"{month(year, first)}/{month(year, first + MONTHS_IN_QUARTER - 1)}"


def shifted(base: date, unit: Unit, count: int) -> str:
    """Write the day, week, month, quarter or year that lies `count` units from that of `base`.

    Raises:
        ValueError, OverflowError: it lies outside the years 1 to 9999.
    """
    match unit:
        case "day":
            return day(base + timedelta(days=count))
        case "week":
            return week(base + timedelta(weeks=count))
        case "month":
            return month(base.year, base.month + count)
        case "quarter":
            return quarter(base.year, (base.month - 1) // MONTHS_IN_QUARTER + 1 + count)
        case "year":
            return f"{date(base.year + count, 1, 1).year:04d}"


def interval(first: str, last: str) -> str | None:
    """Join two EDTF dates into one from the start of the first to the end of the last.

    None where the first does not come before the last.
    """
    start, end = first.split("/")[0], last.split("/")[-1]
    if start == end:
        return start
    try:
        Span.parse(f"{start}/{end}")
    except ValueError:
        return None
    return f"{start}/{end}"


def exists(year: int, number: int, of_month: int) -> bool:
    """Tell whether the month of that year has that day."""
    return 1 <= number <= 12 and 1 <= of_month <= calendar.monthrange(year, number)[1]
