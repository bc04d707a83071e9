"""When a flow runs: five fields of cron, a span such as `15m`, or nothing for never."""

import re
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator

_SPAN = re.compile(r"([1-9]\d{0,4})([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_CRON = re.compile(r"(?:[\w*,/\-#]{1,64}\s+){4}[\w*,/\-#]{1,64}", re.ASCII)
_LEAST = timedelta(seconds=10)


def _checked(schedule: str) -> str:
    text = schedule.strip()
    span = interval(text)
    if span is not None and span < _LEAST:
        raise ValueError("more often than every 10s")
    if text and span is None and not _CRON.fullmatch(text):
        raise ValueError("neither five fields of cron, nor a span such as 90s, 15m, 6h, 1d")
    return text


Schedule = Annotated[str, AfterValidator(_checked)]
"""A schedule as it is written in settings."""


def interval(schedule: str) -> timedelta | None:
    """Return the span between runs; None where the schedule is cron or empty."""
    found = _SPAN.fullmatch(schedule)
    return timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else None
