"""What robots.txt allows (RFC 9309)."""

import hashlib
import threading
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from protego import Protego
from pydantic import AwareDatetime, ValidationError

from schemas.base import Record
from schemas.settings import Fetching
from tasks.fetch.answer import Request
from tasks.fetch.clock import Clock
from tasks.fetch.exchange import Exchange
from tasks.fetch.failure import FetchError
from tasks.fetch.redirects import follow

LONGEST = 500 * 1024
"""Bytes of a robots.txt that are read; RFC 9309 asks for that much at least."""
REDIRECTS = 5
"""As RFC 9309 asks for."""


class Rules(NamedTuple):
    """What one origin asks for."""

    text: str
    """Its robots.txt; empty where there is none."""
    name: str
    """The name that we go by."""

    def allow(self, url: str) -> bool:
        """Tell whether an address may be asked."""
        return bool(Protego.parse(self.text).can_fetch(url, self.name))

    @property
    def delay(self) -> float:
        """Seconds between two requests."""
        return float(Protego.parse(self.text).crawl_delay(self.name) or 0.0)


class _Kept(Record):
    origin: str
    at: AwareDatetime
    text: str


class Robots:
    """The rules of all origins, asked for once and believed for a time.

    Args:
        exchange: asks for robots.txt.
        clock: tells when rules are too old.
        folder: where rules are kept between visits.
        fetching: our name, and how long rules are believed.
    """

    def __init__(self, exchange: Exchange, clock: Clock, folder: Path, fetching: Fetching) -> None:
        self._exchange = exchange
        self._clock = clock
        self._folder = folder
        self._lasting = timedelta(seconds=fetching.robots_seconds)
        self._name = fetching.user_agent.partition("/")[0].partition(" ")[0]
        self._rules: dict[str, Rules | FetchError] = {}
        self._lock = threading.Lock()

    def rules(self, origin: str) -> Rules:
        """Return the rules of an origin (`https://example.org:8443`).

        No robots.txt (any 4xx) allows all. Where it cannot be read, the last one that could be
        holds.

        Raises:
            FetchError: it cannot be read and never could be, so nothing may be asked; or the host
                is not to be asked at all.
        """
        with self._lock:
            known = self._rules.get(origin)
        if known is None:
            try:
                known = Rules(self._text(origin), self._name)
            except FetchError as error:
                known = error
            with self._lock:
                self._rules[origin] = known
        if isinstance(known, FetchError):
            raise known
        return known

    def _text(self, origin: str) -> str:
        kept = self._kept(origin)
        if kept is not None and self._clock.now() - kept.at < self._lasting:
            return kept.text
        try:
            text = self._asked(origin)
        except FetchError as error:
            if error.reason in {"bad_address", "bad_certificate"}:
                raise
            if kept is not None:
                return kept.text
            raise FetchError(
                "robots",
                f"{origin}/robots.txt cannot be read ({error.message}), so nothing is asked for"
                " there. It is tried again at the next visit",
                transient=True,
                retry_after=error.retry_after,
            ) from None
        self._keep(_Kept(origin=origin, at=self._clock.now(), text=text))
        return text

    def _asked(self, origin: str) -> str:
        try:
            request = Request(f"{origin}/robots.txt", accept="text/plain,*/*")
            answer = follow(request, self._exchange.ask, REDIRECTS)
        except FetchError as error:
            if error.reason == "http_status" and not error.transient:
                return ""
            raise
        return (answer.body or b"")[:LONGEST].decode("utf-8", "replace").lstrip("\ufeff")

    def _path(self, origin: str) -> Path:
        return self._folder / f"{hashlib.sha256(origin.encode()).hexdigest()[:32]}.json"

    def _kept(self, origin: str) -> _Kept | None:
        try:
            kept = _Kept.model_validate_json(self._path(origin).read_bytes())
        except (OSError, ValidationError):
            return None
        return kept if kept.origin == origin else None

    def _keep(self, kept: _Kept) -> None:
        path = self._path(kept.origin)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".part{threading.get_ident()}")
        partial.write_text(kept.model_dump_json(), "utf-8")
        partial.replace(path)
