"""When an event may have taken place, and how far apart two reports put it."""

from datetime import date, timedelta
from typing import NamedTuple

from schemas.edtf import Precision, Span
from schemas.event import Event, EventType, Status

LOOK_BACK: dict[EventType, int] = {"visit": 7, "meeting": 7, "deployment": 60, "transfer": 60}
"""Days before its publication in which a report without a date is taken to lie: news tells of
visits and meetings of the week, and of deployments and deliveries of the last months."""
OPEN = timedelta(days=730)
"""How far ahead a plan without a date may lie."""
SOFT = 7
"""Days of doubt in a date that was only concluded from the publication."""


class Window(NamedTuple):
    """The days on which an event may have taken place; null where nothing tells."""

    start: date | None
    end: date | None
    dated: bool
    """The text says so; otherwise it is concluded from the publication or from a term of office."""
    exact: bool = False
    """Given to the day."""
    ahead: bool = False
    """A plan without a date: the nearer, the likelier."""

    @property
    def known(self) -> bool:
        """True where there is at least one end."""
        return self.start is not None or self.end is not None

    @property
    def days(self) -> int:
        """Length in days; an open window has that of `OPEN`."""
        if self.start is None or self.end is None:
            return OPEN.days
        return (self.end - self.start).days + 1


def window_of(event: Event, published: date | None, term: tuple[date | None, date | None]) -> Window:
    """Return when `event` may have taken place.

    Args:
        event: the record.
        published: date of the article.
        term: days between which all who take part held the offices that the text gives them.
    """
    if event.date is not None:
        span = Span.parse(event.date)
        return Window(span.start, span.end, True, span.precision is Precision.DAY)
    if published is None:
        return Window(*term, dated=False)
    return _around(event.type, event.status, published)


def _around(kind: EventType, status: Status, published: date) -> Window:
    back = timedelta(days=LOOK_BACK[kind])
    if status == "planned":
        return Window(published, published + OPEN, dated=False, ahead=True)
    if status in ("cancelled", "denied"):
        return Window(published - back, published + back, dated=False)
    return Window(published - back, published, dated=False)


class Distance(NamedTuple):
    """How far apart two windows are."""

    days: float
    """Uncertainty left: the longer window, and what lies between the two."""
    gap: int
    """Days between them; 0 where they overlap."""


def distance(a: Window, b: Window) -> Distance | None:
    """Return how far apart two windows are; null where one of them says nothing."""
    if not (a.known and b.known):
        return None
    gap = _gap(a, b)
    if a.ahead or b.ahead:
        return Distance(2 * SOFT + _ahead(a, b), gap)
    return Distance(max(a.days, b.days), gap)


def _gap(a: Window, b: Window) -> int:
    later = max((each.start for each in (a, b) if each.start is not None), default=None)
    earlier = min((each.end for each in (a, b) if each.end is not None), default=None)
    if later is None or earlier is None:
        return 0
    return max(0, (later - earlier).days)


def _ahead(a: Window, b: Window) -> int:
    """Days from a plan to the event, or to the next time that it was planned."""
    first, second = (each.start or each.end for each in (a, b))
    return abs((first - second).days) if first and second else OPEN.days
