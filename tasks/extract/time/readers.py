"""Readers: what the match of a date pattern means."""

import re
from collections.abc import Callable

from tasks.extract.time.clock import STEP, Which
from tasks.extract.time.meaning import (
    Calendar,
    DayOfMonth,
    Meaning,
    MonthOf,
    Part,
    Shift,
    Weekday,
    Weekend,
    Within,
)
from tasks.extract.time.words import (
    ORDINALS,
    SEASONS,
    UNITS,
    WHICH,
    month_number,
    small_number,
    weekday_number,
)

Reader = Callable[[re.Match[str]], Meaning | None]
_HOLIDAYS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "fourth of july": (7, 4),
    "july fourth": (7, 4),
}
_FIXED_DAYS = {
    "today": 0,
    "tonight": 0,
    "overnight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
    "day before yesterday": -2,
    "day after tomorrow": 2,
}
_TOLD_DAYS = {
    "same day": 0,
    "that day": 0,
    "following day": 1,
    "next day": 1,
    "day after": 1,
    "previous day": -1,
    "preceding day": -1,
    "day before": -1,
}


def _integer(match: re.Match[str], group: str) -> int | None:
    found = match.groupdict().get(group)
    return int(found) if found else None


def read_calendar(match: re.Match[str]) -> Meaning | None:
    """Read a date of named parts."""
    named = match.groupdict().get("month")
    number = None if named is None else int(named) if named.isdigit() else month_number(named)
    return Calendar(
        _integer(match, "year"), number, _integer(match, "day"), _integer(match, "last_day")
    )


def read_slashed(match: re.Match[str]) -> Meaning | None:
    """Read numbers with strokes where only one order is possible."""
    first, second = int(match["first"]), int(match["second"])
    if first == second or (first > 12) != (second > 12):
        of_month, number = max(first, second), min(first, second)
        return Calendar(int(match["year"]), number, of_month)
    return None


def read_month(match: re.Match[str]) -> Meaning | None:
    """Read a bare month."""
    return Calendar(month=month_number(match["month"] or match["sure"] or match["told"]))


def read_month_of(match: re.Match[str]) -> Meaning | None:
    """Read "last September"."""
    which, told = _which(match)
    return MonthOf(month_number(match["month"]), which, told)


def _which(match: re.Match[str]) -> tuple[Which, bool]:
    word = (match["which"] or "").lower().split()[-1:] or [""]
    told = word[0] in ("previous", "preceding", "following")
    return WHICH.get(word[0], ""), told


def read_weekday(match: re.Match[str]) -> Meaning | None:
    """Read a day of the week."""
    which, told = _which(match)
    return Weekday(weekday_number(match["weekday"]), which, from_context=told)


def read_weekend(match: re.Match[str]) -> Meaning | None:
    """Read a weekend."""
    return Weekend(_which(match)[0])


def read_period(match: re.Match[str]) -> Meaning | None:
    """Read "last week", "next year"."""
    which, told = _which(match)
    words = match["which"].lower().split()
    if words[0] == "the" and words[-1] in ("last", "past"):
        return None
    unit = UNITS[(match["unit"] or match["quarter"]).lower()]
    return Shift(unit, STEP[which], from_context=told or words == ["the", "next"])


def read_in_period(match: re.Match[str]) -> Meaning | None:
    """Read "later in the week", "the end of the year"."""
    unit = match["unit"] or match["unit2"] or "year"
    return Shift(UNITS[unit.lower()], 0)


def read_ago(match: re.Match[str]) -> Meaning | None:
    """Read "two weeks ago"."""
    count, unit = small_number(match["count"]), UNITS[match["unit"].lower()]
    this = (match["this"] or "").lower()
    if unit == "year" and this:
        return Shift("day", -365 * count) if this == "today" else Shift("month", -12 * count)
    return Shift(unit, -count)


def read_ahead(match: re.Match[str]) -> Meaning | None:
    """Read "in two weeks", "within a week"."""
    count, unit = small_number(match["count"]), UNITS[match["unit"].lower()]
    if match["within"].lower() == "within":
        return Within(unit, count)
    return Shift(unit, count, future_only=True)


def read_apart(match: re.Match[str]) -> Meaning | None:
    """Read "two days earlier"."""
    count = small_number(match["count"])
    back = match["side"].lower() in ("earlier", "before", "previously", "beforehand")
    return Shift(UNITS[match["unit"].lower()], -count if back else count, from_context=True)


def read_fixed_day(match: re.Match[str]) -> Meaning | None:
    """Read "yesterday"."""
    return Shift("day", _FIXED_DAYS[match["phrase"].lower()])


def read_told_day(match: re.Match[str]) -> Meaning | None:
    """Read "the next day"."""
    phrase = match["phrase"] or match["around"] or match["that"]
    return Shift("day", _TOLD_DAYS[phrase.lower()], from_context=True)


def read_holiday(match: re.Match[str]) -> Meaning | None:
    """Read a holiday with a fixed day."""
    number, of_month = _HOLIDAYS[match["phrase"].lower().replace("’", "'")]
    return Calendar(_integer(match, "year"), number, of_month)


def read_part_of_year(match: re.Match[str]) -> Meaning | None:
    """Read a quarter or a half."""
    ordinal = match["q"] or match["ordinal"]
    index = int(ordinal) if ordinal.isdigit() else ORDINALS[ordinal.lower()]
    half = match["part"] is not None and match["part"].lower() == "half"
    if half:
        index = 2 if index > 1 else 1
    which = WHICH.get((match["which"] or "").lower(), "")
    length = 6 if half else 3
    first = (index - 1) * length + 1
    year = _integer(match, "year") or _integer(match, "year2")
    return Part(first, length, year, year_step=STEP[which] if which else None)


def read_season(match: re.Match[str]) -> Meaning | None:
    """Read a season."""
    which, _ = _which(match)
    relative = match.groupdict().get("relative")
    step = STEP[WHICH[relative.lower()]] if relative else None
    return Part(SEASONS[match["season"].lower()], 3, _integer(match, "year"), which, step)


def read_day_of_month(match: re.Match[str]) -> Meaning | None:
    """Read "on the 5th"."""
    return DayOfMonth(int(match["day"]))
