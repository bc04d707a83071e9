"""The day of publication, from what a source says of itself. Nothing here asks for today's date."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from schemas.document import DateOrigin

FIRST_YEAR = 1900
LAST_YEAR = 2100
"""Dates of other years are refused. The bounds are fixed, so that a second run, whenever it is,
gives the same."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_MONTH = rf"(?P<month>{_MONTH_NAME})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_WRITTEN = (
    re.compile(rf"\b{_MONTH} ?{_DAY},? {_YEAR}", re.IGNORECASE),
    re.compile(rf"(?<!\d){_DAY}(?: of)?[ -]{_MONTH},?[ -]{_YEAR}", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"),
)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T\d{4,6}Z?)?")
_EPOCH = re.compile(r"(-?\d{9,10})(\d{3}|\d{6})?(?:\.\d{1,9})?")
_IN_PATH = re.compile(
    r"/(?P<year>(?:19|20)\d\d)(?P<mark>[/-]?)(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)"
)
_EPOCH_START = datetime(1970, 1, 1, tzinfo=UTC)

HEAD_CHARS = 400
HEAD_LINES = 6
_LABEL = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted|modified)|publication date|date)"
    r"(?: on| at)?:? ?|(?:mon|tues|wednes|thurs|fri|satur|sun)day,? ",
    re.IGNORECASE,
)
_PLACE = re.compile(
    rf"[A-Z][A-Z.'/ -]{{0,39}}[A-Z.](?:, (?!{_MONTH_NAME})[A-Z][A-Za-z. ]{{1,25}})?"
    r"(?: \([A-Za-z ]{2,25}\))?,? ?[-(\u2013\u2014]{0,2} ?"
)
_AFTER = re.compile(r"(?:\)|,)? ?(?:[-\u2013\u2014:/|.(]|$)|,? (?:at )?\d{1,2}[:.]\d\d")


class BadDateError(ValueError):
    """A date that a source gives cannot be used; the message says why."""


class Published(NamedTuple):
    """A day of publication, and where it was found."""

    day: date
    origin: DateOrigin


def read_date(written: str) -> date:
    """Read the date of a source in any usual form: ISO 8601, RFC 822, written out, epoch.

    A time of day and a zone are passed over: the day is the one that is written.

    Raises:
        BadDateError: it is no date, does not exist, lacks the year or the day, leaves open which
            number is the month, or lies outside `FIRST_YEAR` to `LAST_YEAR`.
    """
    written = written.strip()
    epoch = _EPOCH.fullmatch(written)
    if epoch is not None:
        return _from_epoch(epoch)
    compact = _COMPACT.fullmatch(written)
    if compact is not None:
        return _made(compact)
    for form in _WRITTEN:
        found = form.search(written)
        if found is not None:
            return _made(found)
    numeric = _NUMERIC.search(written)
    if numeric is not None:
        return _from_numbers(numeric)
    raise BadDateError("is no full date with day, month and year")


def dateline_date(text: str) -> date | None:
    """Return the date of the dateline, or of a line of its own, at the head of a repaired text.

    Only a date with its year counts; one in the middle of a sentence does not.
    """
    lines = [line for line in text[:HEAD_CHARS].split("\n") if line][:HEAD_LINES]
    for line in lines:
        start = _skip(_PLACE, line, _skip(_LABEL, line, 0))
        for at in {start, _skip(_LABEL, line, _skip(_LABEL, line, 0))}:
            day = _date_at(line, at)
            if day is not None:
                return day
    return None


def url_date(address: str | None) -> date | None:
    """Return the date in the path of a web address (`/2024/09/03/`), if it has one."""
    if address is None or not address.startswith(("http://", "https://")):
        return None
    try:
        found = _IN_PATH.search(urlsplit(address).path)
        return None if found is None else _made(found)
    except ValueError:
        return None


def _skip(pattern: re.Pattern[str], line: str, at: int) -> int:
    found = pattern.match(line, at)
    return at if found is None else found.end()


def _date_at(line: str, at: int) -> date | None:
    for form in _WRITTEN:
        found = form.match(line, at)
        if found is not None and _AFTER.match(line, found.end()):
            try:
                return _made(found)
            except BadDateError:
                return None
    return None


def _from_epoch(found: re.Match[str]) -> date:
    try:
        return _bounded((_EPOCH_START + timedelta(seconds=int(found[1]))).date())
    except OverflowError:
        raise BadDateError("is a number of seconds out of range") from None


def _from_numbers(found: re.Match[str]) -> date:
    first, second, year = (int(part) for part in found.groups())
    if first <= 12 and second <= 12 and first != second:
        raise BadDateError("leaves open which number is the month")
    month, day = (second, first) if first > 12 else (first, second)
    return _day(year, month, day)


def _made(found: re.Match[str]) -> date:
    month = found["month"]
    number = int(month) if month.isdigit() else _month_number(month)
    return _day(int(found["year"]), number, int(found["day"]))


def _month_number(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _day(year: int, month: int, day: int) -> date:
    try:
        return _bounded(date(year, month, day))
    except ValueError as error:
        if isinstance(error, BadDateError):
            raise
        raise BadDateError(f"names a day that does not exist ({error})") from None


def _bounded(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadDateError(f"lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return day
