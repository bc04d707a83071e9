"""Patterns of single date expressions, each with the reader of what it means.

No quantifier stands inside another, and every run is bounded: matching takes linear time.
"""

import re
from typing import Final, NamedTuple

from tasks.extract.time import readers
from tasks.extract.time.words import (
    DAY,
    EDGE,
    FULL_MONTH,
    LAST_DAY,
    MONTH,
    NUMBER,
    PEOPLE_AND_ARMS,
    ROUGHLY,
    UNIT,
    WEEKDAY,
    YEAR,
)


class Pattern(NamedTuple):
    """A kind of date expression."""

    name: str
    regex: re.Pattern[str]
    read: readers.Reader


_WHICH = (
    r"(?P<which>(?:the\s|this\s|The\s|This\s)?"
    r"(?i:last|next|this|past|coming|upcoming|previous|preceding|following))"
)
_OR_YEAR = rf"(?:\s?,?\s(?:of\s)?{YEAR}{PEOPLE_AND_ARMS})?"
_CUE = (
    r"(?:(?<=\bin )|(?<=\bIn )|(?<=\bsince )|(?<=\bSince )|(?<=\buntil )|(?<=\btill )|(?<=\bby )"
    r"|(?<=\bBy )|(?<=\bduring )|(?<=\bDuring )|(?<=\bfrom )|(?<=\bFrom )|(?<=\bof )|(?<=\bto )"
    r"|(?<=\bbefore )|(?<=\bBefore )|(?<=\bafter )|(?<=\bAfter )|(?<=\bthrough )|(?<=\band )"
    r"|(?<=\bbetween )|(?<=\bBetween )|(?<=\bearly )|(?<=\bEarly )|(?<=\blate )|(?<=\bLate )"
    r"|(?<=\bmid-)|(?<=\bMid-)|(?<=\bmid )|(?<=\bEarlier in )|(?<=\bor )|(?<=-)|(?<=–)|(?<=\bfor )"
    r"|(?<=\()|(?<=\byear ))"
)
_NOT_A_NAME = r"(?<!Bloody )(?<!Black )(?<!Good )(?<!Palm )(?<!Super )(?<!Ash )"
_NOT_A_PAPER = r"(?!\s(?:Times|Telegraph|Mirror|Herald|Mail|Express|People|Post|Agreement|Club)\b)"
_FIXED = (
    r"today|tonight|overnight|this morning|this afternoon|this evening|yesterday|last night"
    r"|tomorrow|day before yesterday|day after tomorrow"
)
_HOLIDAYS = (
    r"Christmas Eve|Christmas Day|Christmas|New Year['’]s Eve|New Year['’]s Day|Fourth of July"
    r"|July Fourth"
)
_OCCASIONS = (
    r"visits?|summits?|meetings?|trips?|tours?|talks|deals?|agreements?|accords?|pullout|withdrawal"
    r"|deployment|invasion|intervention|war|contract|delivery|mission|operation|conference"
)
_QUARTER = (
    r"(?:(?P<ordinal>first|second|third|fourth|final|last)\s(?P<part>quarter|half)"
    r"|Q(?P<q>[1-4]))"
)

PATTERNS: Final = tuple(
    Pattern(name, re.compile(regex), read)
    for name, regex, read in (
        (
            "iso",
            r"\b(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])"
            r"(?![\d-])",
            readers.read_calendar,
        ),
        (
            "slashed",
            r"\b(?P<first>\d{1,2})(?P<sep>[/.])(?P<second>\d{1,2})(?P=sep)"
            r"(?P<year>(?:19|20)\d\d)(?![\d/])",
            readers.read_slashed,
        ),
        (
            "month_day",
            rf"\b{MONTH}\s(?:the\s)?{DAY}(?:{LAST_DAY})?{_OR_YEAR}",
            readers.read_calendar,
        ),
        (
            "day_month",
            rf"\b(?:the\s)?{DAY}(?:{LAST_DAY})?\s(?:of\s)?{MONTH}{_OR_YEAR}",
            readers.read_calendar,
        ),
        (
            "month_year",
            rf"\b{ROUGHLY}{EDGE}{MONTH}(?:,?\s|\sof\s){YEAR}{PEOPLE_AND_ARMS}",
            readers.read_calendar,
        ),
        (
            "month_of",
            rf"\b{ROUGHLY}{EDGE}{_WHICH}\s{FULL_MONTH}(?!\s\d|[A-Za-z])",
            readers.read_month_of,
        ),
        (
            "month",
            rf"\b(?:(?:(?:early|late|mid|Early|Late|Mid)[\s-]|{_CUE}){EDGE}{FULL_MONTH}"
            rf"|(?P<told>March|April|May|June|August)(?=\s(?:{_OCCASIONS})\b)"
            r"|(?P<sure>January|February|July|September|October|November|December)(?!\s[A-Z][a-z]))"
            r"(?![A-Za-z]|\s\d)",
            readers.read_month,
        ),
        (
            "year",
            rf"(?:{_CUE}|\b(?:the|The|a|this)\s){YEAR}{PEOPLE_AND_ARMS}(?!\s?[-–]\s?\d\d\b(?!\d))",
            readers.read_calendar,
        ),
        ("year_of", rf"(?<=[a-z] ){YEAR}(?=\s(?:{_OCCASIONS})\b)", readers.read_calendar),
        (
            "weekday",
            rf"\b{_NOT_A_NAME}{ROUGHLY}(?:{_WHICH}\s)?{WEEKDAY}(?!\w){_NOT_A_PAPER}",
            readers.read_weekday,
        ),
        (
            "weekend",
            r"\b(?:(?P<which>last|next|this|This|Last|this past|this coming|the coming)"
            r"|(?i:over|at|on|during)\sthe)\sweekend\b",
            readers.read_weekend,
        ),
        (
            "period",
            rf"\b{ROUGHLY}{EDGE}{_WHICH}\s(?i:{UNIT}|(?P<quarter>quarter))\b(?!-)",
            readers.read_period,
        ),
        (
            "in_period",
            rf"\b(?i:(?:earlier|later|early|late)\sin\sthe\s{UNIT}"
            r"|(?:the\s)?(?:end|middle|beginning|start)\sof\sthe\s(?P<unit2>week|month|year)"
            r"|year(?:['’]s\s|-)end)\b",
            readers.read_in_period,
        ),
        (
            "ago",
            rf"\b(?i:{NUMBER}\s{UNIT}s?\sago)\b"
            r"(?:\s(?P<this>this\sweek|this\smonth|today))?",
            readers.read_ago,
        ),
        (
            "ahead",
            rf"\b(?i:(?P<within>within|in)\s(?:the\snext\s)?{NUMBER}\s{UNIT}s?)\b"
            r"(?!\s(?:of|ago|since|later|earlier|before|after)\b)",
            readers.read_ahead,
        ),
        (
            "apart",
            rf"\b(?i:{NUMBER}\s{UNIT}s?\s"
            r"(?P<side>earlier|later|previously|beforehand|afterwards|afterward"
            r"|before(?=\s?[.,;)])|after(?=\s?[.,;)])))",
            readers.read_apart,
        ),
        ("fixed_day", rf"\b(?i:(?:the\s)?(?P<phrase>{_FIXED}))\b", readers.read_fixed_day),
        (
            "told_day",
            r"\b(?i:(?:that\s|the\s)(?P<phrase>same day|following day|next day|previous day"
            r"|preceding day)|(?P<that>that day)|the\s(?P<around>day after|day before)"
            r"(?=\s?[.,;)]))",
            readers.read_told_day,
        ),
        ("holiday", rf"\b(?P<phrase>{_HOLIDAYS})\b{_OR_YEAR}", readers.read_holiday),
        (
            "part_of_year",
            rf"\b(?:the\s)?{_QUARTER}(?:\sof\s(?:{YEAR}|(?P<which>this|last|next)\syear"
            r"|(?P<the>the)\syear)|,?\s(?P<year2>20\d\d))",
            readers.read_part_of_year,
        ),
        (
            "season",
            r"\b(?P<which>)(?:the\s)?(?:early\s|late\s|mid-)?"
            r"(?P<season>spring|summer|autumn|winter|fall(?=\sof\s(?:19|20|th|la|ne)|\s(?:19|20)))"
            rf"(?:(?:\sof\s|,?\s){YEAR}|\sof\s(?P<relative>this|last|next)\syear)",
            readers.read_season,
        ),
        (
            "which_season",
            r"\b(?i:(?P<which>last|next|this))\s(?P<season>spring|summer|autumn|fall|winter)\b",
            readers.read_season,
        ),
        (
            "day_of_month",
            r"\b[Oo]n\sthe\s(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)"
            r"(?=\s?[.,;)]|\s(?:and|to|for|with|in|at)\s|$)",
            readers.read_day_of_month,
        ),
    )
)
TRIGGER: Final = re.compile(
    r"\d|day\b|day['’]|[Tt]onight|[Oo]vernight|[Tt]omorrow|[Ll]ast |[Nn]ext |[Tt]his |week|month"
    r"|year|quarter|Christmas|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|days|Sept|Q[1-4]|half of|JANUARY|FEBRUARY|MARCH|APRIL|JUNE|JULY|AUGUST"
    r"|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|(?:Mon|Tues|Wed|Thurs|Fri|Sat)\."
)
"""Text without any of these holds no date expression."""
