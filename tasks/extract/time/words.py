"""Vocabulary of date expressions, and the regular expressions built of it."""

import calendar
from typing import Final

from tasks.extract.time.clock import Unit, Which

MONTHS: Final = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
WEEKDAYS: Final = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_TO_TWELVE: Final = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
SMALL_NUMBERS: Final = {word: number for number, word in enumerate(_TO_TWELVE, start=1)} | {
    "a": 1,
    "an": 1,
}
ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
UNITS: Final[dict[str, Unit]] = {
    "day": "day",
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
}
WHICH: Final[dict[str, Which]] = {
    "last": "last",
    "previous": "last",
    "preceding": "last",
    "past": "last",
    "next": "next",
    "coming": "next",
    "following": "next",
    "upcoming": "next",
    "this": "this",
    "current": "this",
}

AHEAD: Final = frozenset({"tomorrow", "next", "coming", "upcoming", "later", "within"})
"""Words of a date expression that put it after the time of writing."""

MONTH: Final = (
    r"(?P<month>(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|JANUARY|FEBRUARY|MARCH|APRIL|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?![A-Za-z])\.?)(?![A-Za-z]))"
)
FULL_MONTH: Final = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Sept\.|Oct\.|Nov\.|Dec\.|Jan\.|Feb\.|Aug\.)"
)
_NO_COUNT = (
    r"(?![\d\w]|[.,]\d|\s?(?:%|percent|per cent|million|billion|thousand|hundred|a\.m|p\.m|am\b"
    r"|pm\b)|:\d)"
)
DAY: Final = rf"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?{_NO_COUNT}"
LAST_DAY: Final = (
    r"(?:\s?[-–—/]\s?|\s(?:to|and|through|until|till|or)\s)(?:the\s)?"
    rf"(?P<last_day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?{_NO_COUNT}"
)
YEAR: Final = (
    r"(?P<year>(?:19|20)\d\d)(?![\d\w]|[.,]\d|-(?:strong|plus|mm|year|man|km|foot|member))"
)
WEEKDAY: Final = (
    r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|Mon\.|Tues\.|Wed\.|Thurs\.|Fri\.|Sat\.)"
)
NUMBER: Final = (
    r"(?P<count>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|an?|\d{1,3})"
)
UNIT: Final = r"(?P<unit>day|week|month|year)"
ROUGHLY: Final = r"(?i:(?:early|earlier|late|later|mid|sometime)(?:[\s-](?:in|on|of))?[\s-])?"
EDGE: Final = (
    r"(?i:(?:(?:the\s)?(?:start|beginning|end|middle|turn|close)\sof\s(?:the\smonth\sof\s)?)?)"
)
PEOPLE_AND_ARMS: Final = (
    r"(?!\s(?:soldiers|troops|people|men|women|personnel|peacekeepers|fighters|weapons|rifles"
    r"|missiles|rockets|shells|rounds|tanks|vehicles|drones|marines|police|officers|dollars|euros"
    r"|prisoners|refugees|civilians|migrants|militants|rebels|others|more|km|miles|metres|meters"
    r"|tons|tonnes|times|mercenaries|volunteers|sailors|helmets|mines|pieces|items|units|sets)\b)"
)


def month_number(word: str) -> int:
    """Return 1 to 12 for a month's name or abbreviation."""
    prefix = word.lower().rstrip(".")[:3]
    return next(number for name, number in MONTHS.items() if name.startswith(prefix))


def weekday_number(word: str) -> int:
    """Return 0 for Monday to 6 for Sunday; abbreviations are known as well."""
    prefix = word.lower()[:3]
    return next(number for name, number in WEEKDAYS.items() if name.startswith(prefix))


def small_number(word: str) -> int:
    """Return the value of digits or of a word from one to twelve."""
    return SMALL_NUMBERS.get(word.lower()) or int(word)
