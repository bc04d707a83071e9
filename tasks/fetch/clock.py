"""The time, as something that can be given."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What fetching asks about time, and how it waits."""

    def now(self) -> datetime:
        """Return the time of day, UTC."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """Return the time of day, UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)
