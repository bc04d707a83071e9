"""What becomes of an event, and whether the text vouches for it."""

from dataclasses import dataclass
from typing import Final

from schemas.event import Status

SETTLED: Final[frozenset[Status]] = frozenset({"occurred", "ongoing"})
"""Statuses of what has begun at least."""
CALLED_OFF: Final[frozenset[Status]] = frozenset({"cancelled", "denied"})
"""Statuses of what does not come about."""


@dataclass(frozen=True, slots=True)
class Factuality:
    """The codebook's status and whether the text does not vouch for it."""

    status: Status
    alleged: bool = False


PLANNED: Final = Factuality("planned")
