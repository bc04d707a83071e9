"""Asking politely: robots.txt, turns, retries."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx

from schemas.settings import Fetching
from tasks.fetch.addresses import Resolve, resolve
from tasks.fetch.answer import Answer, Moved, Request
from tasks.fetch.clock import Clock, SystemClock
from tasks.fetch.exchange import Exchange, checked
from tasks.fetch.failure import FetchError, PostponedError
from tasks.fetch.hosts import Hosts
from tasks.fetch.redirects import follow
from tasks.fetch.robots import Robots


class Manners(NamedTuple):
    """How a source wants its hosts to be asked."""

    until: datetime
    """When the visit ends."""
    robots: bool = True
    delay: float = 0.0
    """Seconds between requests to a host, where this is the longest that anybody asks for."""


class Client:
    """Asks all hosts for all sources of one fetch; threads share it. Close it at the end."""

    def __init__(
        self,
        fetching: Fetching,
        kept: Path,
        clock: Clock | None = None,
        resolver: Resolve = resolve,
    ) -> None:
        self.clock = clock or SystemClock()
        self._fetching = fetching
        self._exchange = Exchange(fetching, self.clock, resolver)
        self._hosts = Hosts(self.clock, fetching.host_concurrency)
        self._robots = Robots(self._exchange, self.clock, kept / "robots", fetching)

    def close(self) -> None:
        """Close all connections."""
        self._exchange.close()

    def get(self, request: Request, manners: Manners) -> Answer:
        """Ask for an address as often as it is worth.

        Raises:
            PostponedError: the host is to be left alone until after the visit.
            FetchError: there is no usable answer.
        """
        for tries_left in range(self._fetching.retries, -1, -1):
            try:
                return follow(
                    request,
                    lambda request, cookies: self._step(request, cookies, manners),
                    self._fetching.max_redirects,
                )
            except PostponedError:
                raise
            except FetchError as error:
                if not tries_left or not self._worth_a_retry(error):
                    raise
                tried = self._fetching.retries - tries_left
                backoff = self._fetching.retry_seconds * 2.0**tried
                self.clock.sleep(max(backoff, error.retry_after or 0.0))
        raise AssertionError

    def _worth_a_retry(self, error: FetchError) -> bool:
        patient = (error.retry_after or 0.0) <= self._fetching.retry_patience
        return error.transient and error.reason != "robots" and patient

    def _step(self, request: Request, cookies: httpx.Cookies, manners: Manners) -> Answer | Moved:
        parts = urlsplit(str(checked(request.url)))
        host, delay = parts.netloc, max(self._fetching.host_delay, manners.delay)
        if manners.robots:
            delay = max(delay, self._permitted(request.url, f"{parts.scheme}://{host}"))
        with self._hosts.turn(host, delay, manners.until):
            try:
                answer = self._exchange.ask(request, cookies)
            except FetchError as error:
                self._hosts.note(host, answered=not _of_the_host(error))
                if (error.retry_after or 0.0) > self._fetching.retry_patience:
                    self._hosts.close(host, error.retry_after or 0.0)
                raise
        self._hosts.note(host, answered=True)
        return answer

    def _permitted(self, url: str, origin: str) -> float:
        """Return the crawl delay, in seconds.

        Raises:
            FetchError: robots.txt forbids the address.
        """
        rules = self._robots.rules(origin)
        if not rules.allow(url):
            raise FetchError(
                "robots",
                "the site's robots.txt forbids it. With the owner's leave, set robots = false for"
                " this source",
            )
        return rules.delay


def _of_the_host(error: FetchError) -> bool:
    """Tell whether a failure says something of the whole host rather than of one page."""
    return error.reason in {"unreachable", "timed_out", "bad_certificate"} or (
        error.reason == "http_status" and error.transient
    )
