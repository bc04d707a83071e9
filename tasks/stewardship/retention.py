"""Which of the things that are kept have to go: a pure function of what there is and the limits."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple


class Kept(NamedTuple):
    """A file or folder that is kept."""

    path: Path
    size: int
    """Bytes, with all that is in it."""
    changed: datetime
    """When it came; UTC."""


class Limits(NamedTuple):
    """What may be kept; None is no limit."""

    days: float | None = None
    size: float | None = None
    """Bytes in all."""
    most: int | None = None


class Removal(NamedTuple):
    """A thing that has to go, and why."""

    kept: Kept
    reason: str


def removals(kept: Iterable[Kept], limits: Limits, now: datetime) -> list[Removal]:
    """Return what has to go so that the limits hold, the oldest first.

    Age goes first; of what is left the newest stay, up to the count and the size. What is dated
    in the future (a clock that was wrong) counts as new.
    """
    newest = sorted(kept, key=lambda each: (each.changed, str(each.path)), reverse=True)
    gone, size, count = [], 0, 0
    for each in newest:
        reason = _reason(each, limits, now, size + each.size, count + 1)
        if reason is not None:
            gone.append(Removal(each, reason))
            continue
        size, count = size + each.size, count + 1
    return gone[::-1]


def _reason(each: Kept, limits: Limits, now: datetime, size: int, count: int) -> str | None:
    if limits.days is not None and now - each.changed > timedelta(days=limits.days):
        return f"older than {limits.days:g} days"
    if limits.most is not None and count > limits.most:
        return f"more than {limits.most}"
    if limits.size is not None and size > limits.size:
        return f"more than {limits.size:,.0f} bytes"
    return None
