"""Asking servers that misbehave in every way."""

import gzip
import socket
import time
import zlib
from collections.abc import Callable

import pytest

from tests.tasks.fetch.asking import Clients, failure, get, moved
from tests.tasks.fetch.web import Page, Seen, Web, raw

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BOMB = gzip.compress(b"\0" * 100_000_000, compresslevel=9, mtime=0)


def endless(head: bytes, piece: bytes, pause: float) -> Callable[[socket.socket], None]:
    @raw
    def write(connection: socket.socket) -> None:
        try:
            connection.sendall(head)
            while True:
                connection.sendall(piece)
                time.sleep(pause)
        except OSError:
            pass

    return write


def once(answer: bytes) -> Callable[[socket.socket], None]:
    return raw(lambda connection: connection.sendall(answer))


def packed(body: bytes | str, coding: str) -> Page:
    return Page(body, headers={"Content-Encoding": coding})


def silent(head: bytes) -> Callable[[socket.socket], None]:
    @raw
    def write(connection: socket.socket) -> None:
        connection.sendall(head)
        time.sleep(2)

    return write


BAD = {
    "not found": (Page("gone", 404), "http_status", "404", False),
    "gone for good": (Page("gone", 410), "http_status", "410", False),
    "broken inside": (Page("oops", 500), "http_status", "500", True),
    "no answer": (silent(b""), "timed_out", "silent", True),
    "stops in the middle": (
        silent(HEAD + b"Content-Length: 9\r\n\r\nabc"),
        "timed_out",
        "silent",
        True,
    ),
    "drips for ever": (endless(HEAD + b"\r\n", b"x", 0.05), "timed_out", "not whole after", True),
    "drips its headers": (endless(HEAD, b"X-A: b\r\n", 0.05), "timed_out", "not whole after", True),
    "endless": (endless(HEAD + b"\r\n", b"x" * 50_000, 0), "too_large", "MAX_WIRE_BYTES", False),
    "endless headers": (endless(HEAD, b"X-A: b\r\n" * 900, 0), "bad_response", "broken", True),
    "too long, as it says": (
        once(HEAD + b"Content-Length: 99999999\r\n\r\n"),
        "too_large",
        "announces",
        False,
    ),
    "shorter than it says": (
        once(HEAD + b"Content-Length: 99\r\n\r\nabc"),
        "bad_response",
        "incomplete|without sending",
        True,
    ),
    "chunks break off": (
        once(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabc"),
        "bad_response",
        "incomplete",
        True,
    ),
    "no HTTP": (once(b"SSH-2.0-OpenSSH_9.6\r\n"), "bad_response", "broken", True),
    "gzip bomb": (packed(BOMB, "gzip"), "too_large", "MAX_BODY_BYTES", False),
    "no gzip": (packed("plain", "gzip"), "bad_response", "not compressed as it says", False),
    "half a gzip": (
        packed(gzip.compress(b"x" * 999, mtime=0)[:-6], "gzip"),
        "truncated",
        "breaks off",
        True,
    ),
    "another packing": (packed("x", "br"), "bad_response", "'br'", False),
    "packed twice": (packed("x", "gzip, gzip"), "bad_response", "not asked for", False),
    "redirects nowhere": (Page(status=302), "bad_redirect", "without saying", False),
    "to itself": (moved("/bad"), "bad_redirect", "circle", False),
    "to a file": (moved("file:///etc/passwd", 301), "bad_address", "only http", False),
    "to nonsense": (moved("http://[::", 301), "bad_redirect|bad_address", "address", False),
    "with a password": (moved("http://a:b@news.example/"), "bad_address", "password", False),
    "unasked 304": (Page(status=304), "http_status", "304", False),
}


@pytest.mark.parametrize(("page", "reason", "said", "transient"), BAD.values(), ids=BAD)
def test_a_bad_answer_is_named_in_time(
    page: object, reason: str, said: str, transient: bool, web: Web, clients: Clients
) -> None:
    web.pages["/bad"] = page
    hurry = {"read_seconds": 0.4, "whole_seconds": 1.0} if reason == "timed_out" else {}
    began = time.monotonic()
    error = failure(clients(**hurry), web.url("/bad"))
    assert time.monotonic() - began < 60
    assert error.reason in reason.split("|")
    assert any(part in error.message for part in said.split("|")), error.message
    assert error.transient is transient


def test_packed_answers_are_unpacked(web: Web, clients: Clients) -> None:
    text = b"The minister arrived. " * 50
    raw_deflate = zlib.compressobj(wbits=-15)
    packings = {
        "gzip": gzip.compress(text, mtime=0),
        "x-gzip": gzip.compress(text[:100], mtime=0) + gzip.compress(text[100:], mtime=0) + b"\0\0",
        "deflate": zlib.compress(text),
        "Deflate": raw_deflate.compress(text) + raw_deflate.flush(),
        "identity": text,
    }
    for coding, body in packings.items():
        web.pages["/packed"] = Page(body, headers={"Content-Encoding": coding})
        assert get(clients(), web.url("/packed")).body == text, coding
    assert web.seen[0].headers["accept-encoding"] == "gzip, deflate"


def test_it_says_who_asks_and_asks_conditionally(web: Web, clients: Clients) -> None:
    marks = {"ETag": '"1"', "Last-Modified": "Mon, 02 Mar 2026 07:00:00 GMT"}

    def page(seen: Seen) -> Page:
        known = seen.headers.get("if-none-match") == '"1"'
        return Page(b"" if known else b"news", 304 if known else 200, marks)

    web.pages["/"] = page
    client = clients(user_agent="sitrep/9", contact="https://desk.example/bot")
    first = get(client, web.url("/"))
    again = get(client, web.url("/"), validators=first.validators.headers())
    assert (first.body, again.body, again.unchanged) == (b"news", None, True)
    assert web.seen[1].headers["if-modified-since"] == marks["Last-Modified"]
    assert web.seen[0].headers["user-agent"] == "sitrep/9 (+https://desk.example/bot)"
