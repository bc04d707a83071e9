"""When an event may have taken place, and how far apart two reports put it."""

from datetime import date, timedelta
from typing import Literal, NamedTuple

from schemas.edtf import Precision, Span
from schemas.event import Event, EventType, Status

LOOK_BACK: dict[EventType, int] = {"visit": 7, "meeting": 7, "deployment": 60, "transfer": 60}
"""Days before its publication in which a report without a date is taken to lie: news tells of
visits and meetings of the week, and of deployments and deliveries of the last months."""
OPEN = timedelta(days=300)
"""How far ahead a plan without a date may lie."""
SOFT = 7
"""Days of doubt in a date that was only concluded from the publication."""


Origin = Literal["text", "publication", "office", "nothing"]


class Window(NamedTuple):
    """The days on which an event may have taken place; null where an end is open."""

    start: date | None
    end: date | None
    origin: Origin
    """What tells so: the text, or else the date of the article, or else the offices of those who
    take part."""
    exact: bool = False
    """Given to the day."""
    ahead: bool = False
    """A plan without a date: the nearer, the likelier."""

    @property
    def dated(self) -> bool:
        """True where the text says when."""
        return self.origin == "text"

    @property
    def days(self) -> int | None:
        """Length in days; null where an end is open or only an office tells."""
        if self.start is None or self.end is None or self.origin == "office":
            return None
        return (self.end - self.start).days + 1


def window_of(
    event: Event, published: date | None, term: tuple[date | None, date | None]
) -> Window:
    """Return when `event` may have taken place.

    Args:
        event: the record.
        published: date of the article.
        term: days between which all who take part held the offices that the text gives them.
    """
    if event.date is not None:
        span = Span.parse(event.date)
        return Window(span.start, span.end, "text", span.precision is Precision.DAY)
    if published is None:
        return Window(*term, "nothing" if term == (None, None) else "office")
    return _around(event.type, event.status, published)


def _around(kind: EventType, status: Status, published: date) -> Window:
    back = timedelta(days=LOOK_BACK[kind])
    if status == "planned":
        return Window(published, published + OPEN, "publication", ahead=True)
    if status in ("cancelled", "denied"):
        return Window(published - back, published + back, "publication")
    return Window(published - back, published, "publication")


class Distance(NamedTuple):
    """How far apart two windows are."""

    days: int | None
    """The longer of the two: the shorter, the less a matter of chance that they meet; null where
    one is not known."""
    gap: int
    """Days between them; 0 where they overlap."""


def distance(a: Window, b: Window) -> Distance:
    """Return how far apart two windows are."""
    gap = _gap(a, b)
    if a.ahead or b.ahead:
        return Distance(2 * SOFT + _ahead(a, b), gap)
    if a.days is None or b.days is None:
        return Distance(None, gap)
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
