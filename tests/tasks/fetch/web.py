"""A web of servers on this machine that behave as badly as they are told to."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import NamedTuple

NAMES = {
    "news.example": ["127.0.0.1"],
    "other.example": ["127.0.0.1"],
    "loop.example": ["127.0.0.2"],
    "inner.example": ["10.0.0.7"],
    "meta.example": ["169.254.169.254"],
    "mixed.example": ["10.0.0.7", "127.0.0.1"],
    "mapped.example": ["::ffff:192.168.1.1"],
}
"""Names that stand for addresses in these tests; of all of them 127.0.0.1 alone is allowed."""


class Seen(NamedTuple):
    """A request as a server got it."""

    host: str
    path: str
    headers: dict[str, str]


class Page(NamedTuple):
    """An ordinary answer."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = MappingProxyType({})


Raw = Callable[[socket.socket], None]
"""Writes whatever it likes to a connection."""
Given = Page | Raw | Callable[[Seen], "Page | Raw"]


class FakeClock:
    """A clock that moves only when somebody waits, or when it is put forward."""

    def __init__(self) -> None:
        self._now = datetime(2026, 3, 2, 8, tzinfo=UTC)
        self._lock = threading.Lock()
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self._now

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)
            self._now += timedelta(seconds=seconds)

    def forward(self, **much: float) -> None:
        self._now += timedelta(**much)


class Web:
    """A server under many names; `pages` says what it answers, `seen` what it was asked."""

    def __init__(self, server: ThreadingHTTPServer, scheme: str) -> None:
        self.port = server.server_port
        self.scheme = scheme
        self.pages: dict[str, object] = {}
        self.seen: list[Seen] = []

    def url(self, path: str, host: str = "news.example") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[Seen]:
        return [each for each in self.seen if each.path == path]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    web: Web

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").partition(":")[0]
        headers = {name.lower(): value for name, value in self.headers.items()}
        seen = Seen(host, self.path, headers)
        self.web.seen.append(seen)
        pages = self.web.pages
        given = pages.get(f"{host}{self.path}", pages.get(self.path, Page("no such page", 404)))
        if not isinstance(given, Page):
            made = given(seen if not getattr(given, "raw", False) else self.connection)
            given = made
        if isinstance(given, Page):
            self._send(given)
        else:
            self.close_connection = True
            if given is not None:
                given(self.connection)

    def _send(self, page: Page) -> None:
        body = page.body.encode() if isinstance(page.body, str) else page.body
        self.send_response(page.status)
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        for name, value in (headers | dict(page.headers)).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        del arguments


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that go away are what is tested."""


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Web]:
    """Serve on a free port of 127.0.0.1, over TLS where a context is given."""
    handler = type("Handler", (_Handler,), {})
    server = _Server(("127.0.0.1", 0), handler)
    if context is not None:
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    web = Web(server, "https" if context else "http")
    handler.web = web  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()


def names(host: str, port: int) -> list[str]:
    """Resolve the names of these tests."""
    del port
    if host in NAMES:
        return NAMES[host]
    try:
        socket.inet_pton(socket.AF_INET6 if ":" in host else socket.AF_INET, host)
    except OSError:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from None
    return [host]


def raw(write: Raw) -> Raw:
    """Mark a function that takes over the connection."""
    write.raw = True  # type: ignore[attr-defined]
    return write
