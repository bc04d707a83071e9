"""Dates in EDTF level 0: a year, a month, a day, or an interval of two such dates."""

import calendar
import re
from datetime import date
from enum import StrEnum
from typing import Annotated, NamedTuple, Self

from pydantic import AfterValidator, Field

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Precision(StrEnum):
    """The granularity of a date; of an interval, that of its finer end."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Span(NamedTuple):
    """The days that a date covers, first and last included."""

    start: date
    end: date
    precision: Precision

    @classmethod
    def parse(cls, edtf: str) -> Self:
        """Read EDTF level 0.

        Raises:
            ValueError: it is not a date, no such day exists, or an interval ends before it starts.
        """
        first, slash, second = edtf.partition("/")
        start, end, precision = _covered(first, edtf)
        if not slash:
            return cls(start, end, precision)
        last_start, last_end, last_precision = _covered(second, edtf)
        if last_start < start or last_end < end:
            raise ValueError(f"the interval {edtf!r} ends before it starts")
        return cls(start, last_end, min(precision, last_precision, key=list(Precision).index))


def _covered(text: str, whole: str) -> tuple[date, date, Precision]:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{whole!r} is not an EDTF date: write YYYY, YYYY-MM, YYYY-MM-DD or A/B")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if month is None:
            return date(year or 0, 1, 1), date(year or 0, 12, 31), Precision.YEAR
        if day is None:
            last = calendar.monthrange(year or 0, month)[1]
            return date(year or 0, month, 1), date(year or 0, month, last), Precision.MONTH
        exact = date(year or 0, month, day)
    except ValueError as error:
        raise ValueError(f"{whole!r} names a day that does not exist: {error}") from None
    return exact, exact, Precision.DAY


def _check(value: str) -> str:
    Span.parse(value)
    return value


Edtf = Annotated[
    str,
    AfterValidator(_check),
    Field(
        description="EDTF level 0: YYYY, YYYY-MM, YYYY-MM-DD, or an interval A/B",
        json_schema_extra={"pattern": r"^\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?$"},
    ),
]
