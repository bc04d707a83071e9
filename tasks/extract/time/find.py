"""Finds the words of a text that tell when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from tasks.extract.time.compound import Between, Lasting, Since
from tasks.extract.time.meaning import Calendar, Meaning, Shift, Weekday
from tasks.extract.time.patterns import PATTERNS, TRIGGER
from tasks.extract.time.words import AHEAD, small_number


@dataclass(frozen=True, slots=True)
class DateMention:
    """Characters [start, end) of the text that tell a date, and what they mean."""

    start: int
    end: int
    quote: str
    kind: str
    """Name of the pattern, or `between`, `lasting`, `since` where several were joined."""
    meaning: Meaning

    @property
    def points_ahead(self) -> bool:
        """True of "next month", "later this week": what comes, whenever the text was written.

        "Later on Tuesday" may be past as well, and "two weeks later" is told from another date.
        """
        words = set(self.quote.lower().split())
        if self.kind == "weekday":
            words.discard("later")
        return self.kind not in _FROM_CONTEXT and not AHEAD.isdisjoint(words)

    @property
    def is_bare_day(self) -> bool:
        """True of "on Friday", "on May 3", which only the tense puts before or after."""
        match self.meaning:
            case Weekday(which="", week=None, from_context=False):
                return True
            case Calendar(year=None, day=int()):
                return True
        return False


_FROM_CONTEXT: Final = frozenset({"apart", "told_day", "since"})
"""Patterns of dates told from another date of the text."""

_BEFORE: Final = 80
_CONNECTOR: Final = re.compile(r"\s?[-–—]\s?|\s(?:to|until|till|through)\s(?:the\s)?")
_AND: Final = re.compile(r"\sand\s(?:on\s)?")
_BETWEEN: Final = re.compile(r"\b[Bb]etween\s(?:the\s)?$")
_FROM: Final = re.compile(r"\b[Ff]rom\s(?:the\s)?$")
_SINCE: Final = re.compile(r"\b[Ss]ince\s(?:(?:at\sleast|[a-z]{2,12}ing\s(?:on|in))\s)?(?:the\s)?$")
_GLUE: Final = re.compile(r",?\s(?:the\s)?\(?|,\son\s")
_WEEK_GLUE: Final = re.compile(r",?\s(?:of\s)?")
_N_DAYS: Final = r"\b(?P<count>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_DAYS_FROM: Final = re.compile(
    rf"{_N_DAYS}\sdays\s?,?\s(?:from|starting|beginning)\s(?:on\s)?$", re.IGNORECASE
)
_VISIT_FROM: Final = re.compile(
    rf"{_N_DAYS}[- ]day\s[^.;:]{{0,50}}?\b(?:(?:from|starting|beginning|begins|starts|began|started"
    r"|begin|start|begun)\s(?:on\s)?|(?P<ends>ended|ends|ending|concluded|concluding|finished"
    r"|finishes|wrapped up|end)\s(?:on\s)?)$",
    re.IGNORECASE,
)
_FOR_DAYS: Final = re.compile(
    rf"\s(?:[a-z]{{1,15}}\s){{0,3}}(?:for|on)\s(?:an?\s)?(?:official\s)?{_N_DAYS}"
    r"(?:[- ]day\s|\sdays\b)"
)


def find_dates(text: str) -> list[DateMention]:
    """Return the date expressions of a text in order; none overlaps another.

    Runs in linear time and raises nothing.
    """
    if not TRIGGER.search(text):
        return []
    mentions = _glued(text, _without_overlaps(_single(text)))
    return [_with_surroundings(text, mention) for mention in _joined(text, mentions)]


def _single(text: str) -> Iterator[DateMention]:
    for name, regex, read in PATTERNS:
        for match in regex.finditer(text):
            meaning = read(match)
            if meaning is not None:
                yield DateMention(match.start(), match.end(), match[0], name, meaning)


def _without_overlaps(found: Iterator[DateMention]) -> list[DateMention]:
    longest_first = sorted(found, key=lambda m: (m.start - m.end, m.start))
    kept: list[DateMention] = []
    taken: set[int] = set()
    for mention in longest_first:
        if taken.isdisjoint(range(mention.start, mention.end)):
            kept.append(mention)
            taken.update(range(mention.start, mention.end))
    return sorted(kept, key=lambda m: m.start)


def _merge(
    text: str, first: DateMention, last: DateMention, kind: str, meaning: Meaning
) -> DateMention:
    return DateMention(first.start, last.end, text[first.start : last.end], kind, meaning)


def _glued(text: str, mentions: list[DateMention]) -> list[DateMention]:
    result: list[DateMention] = []
    for mention in mentions:
        merged = _one_date(text, result[-1], mention) if result else None
        if merged is None:
            result.append(mention)
        else:
            result[-1] = merged
    return result


def _one_date(text: str, first: DateMention, last: DateMention) -> DateMention | None:
    """Join "Monday, July 25" and "Tuesday next week", which tell one date."""
    gap = text[first.end : last.start]
    match first.meaning, last.meaning:
        case Weekday(which=""), Calendar(day=int()) if _GLUE.fullmatch(gap):
            return _merge(text, first, last, last.kind, last.meaning)
        case Weekday() as weekday, Shift(unit="week", from_context=False) as week if (
            _WEEK_GLUE.fullmatch(gap)
        ):
            meaning = replace(weekday, week=week.count)
            return _merge(text, first, last, first.kind, meaning)
    return None


def _joined(text: str, mentions: list[DateMention]) -> list[DateMention]:
    result: list[DateMention] = []
    for mention in mentions:
        if result and _is_range(text, result[-1], mention):
            first = result.pop()
            meaning = Between(first.meaning, mention.meaning)
            mention = _merge(text, first, mention, "between", meaning)
        result.append(mention)
    return result


def _is_range(text: str, first: DateMention, last: DateMention) -> bool:
    if not isinstance(last.meaning, type(first.meaning)) or isinstance(first.meaning, Shift):
        return False
    gap = text[first.end : last.start]
    if _CONNECTOR.fullmatch(gap):
        return True
    if not _AND.fullmatch(gap):
        return False
    before = text[max(0, first.start - _BEFORE) : first.start]
    match first.meaning, last.meaning:
        case Weekday(weekday=a, which=""), Weekday(weekday=b, which=""):
            return b == (a + 1) % 7 or _BETWEEN.search(before) is not None
    return _BETWEEN.search(before) is not None


def _with_surroundings(text: str, mention: DateMention) -> DateMention:
    before = text[max(0, mention.start - _BEFORE) : mention.start]
    if _SINCE.search(before) and mention.kind != "between":
        return _widened(text, mention, _SINCE.search(before), before, Since(mention.meaning))
    for regex in (_DAYS_FROM, _VISIT_FROM):
        match = regex.search(before)
        if match:
            ends = "ends" in match.groupdict() and match["ends"] is not None
            meaning = Lasting(small_number(match["count"]), mention.meaning, ends)
            return replace(mention, kind="lasting", meaning=meaning)
    after = _FOR_DAYS.match(text, mention.end)
    if after and mention.kind != "between":
        meaning = Lasting(small_number(after["count"]), mention.meaning)
        return replace(mention, kind="lasting", meaning=meaning)
    return mention


def _widened(
    text: str, mention: DateMention, match: re.Match[str] | None, before: str, meaning: Meaning
) -> DateMention:
    start = mention.start - len(before) + (match.start() if match else len(before))
    return DateMention(start, mention.end, text[start : mention.end], "since", meaning)
