"""Turns: how many requests a host gets at once, how far apart, and when it is left alone."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tasks.fetch.clock import Clock
from tasks.fetch.failure import PostponedError

FAILURES = 3
"""Requests that fail one after another before a host is left alone for `REST`."""
REST = timedelta(minutes=15)


@dataclass
class _Host:
    slots: threading.Semaphore
    lock: threading.Lock = field(default_factory=threading.Lock)
    next_start: datetime | None = None
    closed_until: datetime | None = None
    failures: int = 0


class Hosts:
    """All hosts that are asked, for all threads that ask them."""

    def __init__(self, clock: Clock, concurrency: int) -> None:
        self._clock = clock
        self._concurrency = concurrency
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, delay: float, until: datetime) -> Iterator[None]:
        """Wait for a turn with a host, and hold it.

        Args:
            host: name and port.
            delay: seconds between the start of one request and that of the next, and between the
                end of one and the start of the next.
            until: when waiting is no longer worth it.

        Raises:
            PostponedError: the turn would come after `until`.
        """
        state = self._state(host)
        with state.slots:
            self._wait(host, state, delay, until)
            try:
                yield
            finally:
                self._keep_apart(state, delay)

    def close(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long."""
        state = self._state(host)
        with state.lock:
            state.closed_until = self._clock.now() + timedelta(seconds=seconds)

    def note(self, host: str, *, answered: bool) -> None:
        """Note whether a host answered; one that fails again and again is left alone."""
        state = self._state(host)
        with state.lock:
            state.failures = 0 if answered else state.failures + 1
            tired = state.failures >= FAILURES
        if tired:
            self.close(host, REST.total_seconds())

    def _state(self, host: str) -> _Host:
        with self._lock:
            if host not in self._hosts:
                self._hosts[host] = _Host(threading.Semaphore(self._concurrency))
            return self._hosts[host]

    def _wait(self, host: str, state: _Host, delay: float, until: datetime) -> None:
        with state.lock:
            now = self._clock.now()
            start = max(now, state.next_start or now, state.closed_until or now)
            if start > until:
                raise PostponedError(f"{host} is left alone until {start:%Y-%m-%d %H:%M} UTC")
            state.next_start = start + timedelta(seconds=delay)
        if start > now:
            self._clock.sleep((start - now).total_seconds())

    def _keep_apart(self, state: _Host, delay: float) -> None:
        with state.lock:
            rested = self._clock.now() + timedelta(seconds=delay)
            state.next_start = max(rested, state.next_start or rested)
