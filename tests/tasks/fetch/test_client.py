"""Asking servers that misbehave in every way."""

import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
import trustme

from tasks.fetch.answer import Answer, Request
from tasks.fetch.client import Client, Manners
from tasks.fetch.failure import FetchError, PostponedError
from tests.tasks.fetch.web import FakeClock, Page, Seen, Web, raw, serving

Clients = Callable[..., Client]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BOMB = gzip.compress(b"\0" * 100_000_000, compresslevel=9)


def get(client: Client, url: str, **request: object) -> Answer:
    until = client.clock.now() + timedelta(minutes=10)
    robots = bool(request.pop("robots", False))
    return client.get(Request(url, **request), Manners(until, robots))


def failure(client: Client, url: str) -> FetchError:
    with pytest.raises(FetchError) as raised:
        get(client, url)
    return raised.value


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


def moved(to: str, status: int = 302) -> Page:
    return Page(status=status, headers={"Location": to})


def after(answers: Iterator[Page]) -> Callable[[Seen], Page]:
    return lambda _: next(answers)


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
        packed(gzip.compress(b"x" * 999)[:-6], "gzip"),
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


@pytest.mark.parametrize(
    "host",
    ["loop.example", "inner.example", "meta.example", "mapped.example", "127.0.0.2", "[::1]",
     "169.254.169.254", "[::ffff:10.0.0.1]", "0.0.0.0", "168.63.129.16", "[64:ff9b::a00:1]",
     "[2002:a00:1::1]"],
)  # fmt: skip
@pytest.mark.parametrize("redirected", [False, True])
def test_addresses_that_are_not_public_are_refused(
    host: str, redirected: bool, web: Web, clients: Clients
) -> None:
    url = web.url("/secret", host)
    web.pages["/away"] = Page(status=302, headers={"Location": url})
    error = failure(clients(), web.url("/away") if redirected else url)
    assert error.reason == "bad_address"
    assert "allow_networks" in error.message
    assert not web.asked("/secret")


def test_the_address_that_was_judged_is_the_one_that_is_asked(
    web: Web, tmp_path: Path, clock: FakeClock
) -> None:
    from schemas.settings import Fetching
    from tests.tasks.fetch.conftest import QUICK

    web.pages["/"] = Page("here")
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    fetching = Fetching.model_validate(QUICK)
    client = Client(fetching, tmp_path, clock, lambda *_: next(answers))
    assert get(client, web.url("/", "rebinding.example")).body == b"here"
    client.close()
    client = Client(fetching, tmp_path, clock, lambda *_: next(answers))
    assert failure(client, web.url("/", "rebinding.example")).reason == "bad_address"
    client.close()


def test_of_several_addresses_only_those_allowed_are_asked(web: Web, clients: Clients) -> None:
    web.pages["/"] = Page("here")
    assert get(clients(), web.url("/", "mixed.example")).body == b"here"


def test_an_unknown_name_and_a_closed_port_are_unreachable(web: Web, clients: Clients) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    unknown, closed = "http://unknown.example/", f"http://news.example:{port}/"
    for url, said in ((unknown, "not known"), (closed, "cannot be reached")):
        error = failure(clients(), url)
        assert (error.reason, error.transient) == ("unreachable", True)
        assert said in error.message
    assert not web.seen


def test_packed_answers_are_unpacked(web: Web, clients: Clients) -> None:
    text = b"The minister arrived. " * 50
    raw_deflate = zlib.compressobj(wbits=-15)
    packings = {
        "gzip": gzip.compress(text),
        "x-gzip": gzip.compress(text[:100]) + gzip.compress(text[100:]) + b"\0\0",
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


def test_redirects_keep_cookies_for_their_chain_and_keys_at_home(
    web: Web, clients: Clients
) -> None:
    away = moved(web.url("/there", "other.example"))
    web.pages["/gate"] = lambda seen: (
        away
        if "cookie" in seen.headers
        else Page(status=302, headers={"Location": "/gate", "Set-Cookie": "seen=1; Path=/"})
    )
    web.pages["/there"] = Page("in")
    client = clients()
    for _ in range(2):
        answer = get(client, web.url("/gate"), headers={"Authorization": "Bearer key"})
        assert (answer.body, answer.url) == (b"in", web.url("/gate"))
    cookies = [seen.headers.get("cookie") for seen in web.seen]
    assert cookies == [None, "seen=1", None] * 2
    keys = ["authorization" in seen.headers for seen in web.seen]
    assert keys == [True, True, False] * 2


def test_an_address_changes_only_if_it_has_moved_for_good(web: Web, clients: Clients) -> None:
    web.pages |= {
        "/old": moved("/new", 301),
        "/new": moved("/today"),
        "/today": Page("text"),
    }
    answer = get(clients(), web.url("/old"))
    assert (answer.url, answer.answered_by) == (web.url("/new"), web.url("/today"))


def test_too_many_redirects_end(web: Web, clients: Clients) -> None:
    hops = count()
    web.pages["/"] = lambda _: Page(status=302, headers={"Location": f"/{next(hops)}"})
    for hop in range(20):
        web.pages[f"/{hop}"] = web.pages["/"]
    error = failure(clients(max_redirects=3), web.url("/"))
    assert (error.reason, len(web.seen)) == ("bad_redirect", 4)


class TestRetries:
    def test_busy_servers_are_asked_again_after_longer_and_longer_pauses(
        self, web: Web, clients: Clients, clock: FakeClock
    ) -> None:
        answers = iter([Page(status=503), Page(status=502), Page("at last")])
        web.pages["/"] = after(answers)
        assert get(clients(retries=2, retry_seconds=2), web.url("/")).body == b"at last"
        assert clock.slept == [2, 4]

    @pytest.mark.parametrize("header", ["7", "Mon, 02 Mar 2026 08:00:07 GMT"])
    def test_retry_after_is_waited_for(
        self, header: str, web: Web, clients: Clients, clock: FakeClock
    ) -> None:
        answers = iter([Page(status=429, headers={"Retry-After": header}), Page("now")])
        web.pages["/"] = after(answers)
        assert get(clients(retries=1), web.url("/")).body == b"now"
        assert clock.slept == [7]

    def test_a_host_that_wants_a_long_rest_gets_it(
        self, web: Web, clients: Clients, clock: FakeClock
    ) -> None:
        web.pages["/"] = Page(status=429, headers={"Retry-After": "3600"})
        client = clients(retries=5)
        assert failure(client, web.url("/")).retry_after == 3600
        with pytest.raises(PostponedError, match="left alone until 2026-03-02 09:00"):
            get(client, web.url("/other"))
        assert (len(web.seen), clock.slept) == (1, [])
        clock.forward(hours=1)
        assert failure(client, web.url("/other")).reason == "http_status"

    def test_what_will_not_change_is_asked_once(self, web: Web, clients: Clients) -> None:
        failure(clients(retries=5), web.url("/missing"))
        assert len(web.seen) == 1

    def test_a_host_that_fails_again_and_again_is_left_alone(
        self, web: Web, clients: Clients
    ) -> None:
        web.pages["/"] = Page(status=503)
        client = clients()
        for _ in range(3):
            failure(client, web.url("/"))
        with pytest.raises(PostponedError):
            get(client, web.url("/"))
        assert len(web.seen) == 3


class TestTurns:
    def test_requests_to_a_host_keep_apart_and_hosts_do_not_wait_for_each_other(
        self, web: Web, clients: Clients, clock: FakeClock
    ) -> None:
        web.pages["/"] = Page("x")
        client = clients(host_delay=2.0)
        for host in ("news.example", "other.example", "news.example", "news.example"):
            get(client, web.url("/", host))
        assert clock.slept == [2.0, 2.0]

    def test_a_longer_crawl_delay_wins(self, web: Web, clients: Clients, clock: FakeClock) -> None:
        web.pages |= {"/": Page("x"), "/robots.txt": Page("User-agent: *\nCrawl-delay: 20\n")}
        client = clients(host_delay=2.0)
        for _ in range(2):
            get(client, web.url("/"), robots=True)
        assert clock.slept == [20.0]

    def test_a_turn_beyond_the_visit_is_not_waited_for(
        self, web: Web, clients: Clients, clock: FakeClock
    ) -> None:
        web.pages["/"] = Page("x")
        client = clients(host_delay=5000.0)
        get(client, web.url("/"))
        with pytest.raises(PostponedError):
            get(client, web.url("/"))
        assert clock.slept == []


class TestRobots:
    RULES = "User-agent: *\nDisallow: /private/\n\nUser-agent: sitrep\nDisallow: /not-sitrep/\n"

    @pytest.mark.parametrize(
        ("agent", "path", "allowed"),
        [("sitrep/1", "/private/a", True), ("sitrep/1", "/not-sitrep/a", False),
         ("other/1", "/private/a", False), ("other/1", "/not-sitrep/a", True)],
    )  # fmt: skip
    def test_rules_hold_for_our_name(
        self, agent: str, path: str, allowed: bool, web: Web, clients: Clients
    ) -> None:
        web.pages |= {path: Page("x"), "/robots.txt": Page(self.RULES)}
        client = clients(user_agent=agent)
        if allowed:
            assert get(client, web.url(path), robots=True).body == b"x"
        else:
            with pytest.raises(FetchError, match=r"robots\.txt forbids"):
                get(client, web.url(path), robots=True)
            assert not web.asked(path)

    def test_redirects_obey_the_robots_of_where_they_lead(self, web: Web, clients: Clients) -> None:
        web.pages |= {
            "/go": moved(web.url("/private/", "other.example")),
            "other.example/robots.txt": Page(self.RULES),
        }
        with pytest.raises(FetchError, match="forbids"):
            get(clients(user_agent="x/1"), web.url("/go"), robots=True)
        assert not web.asked("/private/")

    @pytest.mark.parametrize("status", [404, 403])
    def test_without_robots_all_is_allowed(self, status: int, web: Web, clients: Clients) -> None:
        web.pages |= {"/": Page("x"), "/robots.txt": Page("no", status)}
        assert get(clients(), web.url("/"), robots=True).body == b"x"

    def test_where_robots_cannot_be_read_nothing_is_asked(self, web: Web, clients: Clients) -> None:
        web.pages |= {"/": Page("x"), "/robots.txt": Page(status=503)}
        with pytest.raises(FetchError, match="nothing is asked") as raised:
            get(clients(retries=3), web.url("/"), robots=True)
        assert (raised.value.reason, raised.value.transient) == ("robots", True)
        assert not web.asked("/")
        assert len(web.asked("/robots.txt")) == 1

    def test_rules_are_kept_for_a_day_and_outlive_a_failure(
        self, web: Web, clients: Clients, clock: FakeClock
    ) -> None:
        web.pages |= {"/": Page("x"), "/robots.txt": Page("User-agent: *\nDisallow: /no\n")}
        for hours in (0, 23, 2):
            clock.forward(hours=hours)
            get(clients(), web.url("/"), robots=True)
        assert len(web.asked("/robots.txt")) == 2
        web.pages["/robots.txt"] = Page(status=500)
        clock.forward(hours=30)
        with pytest.raises(FetchError, match="forbids"):
            get(clients(), web.url("/no"), robots=True)


class TestTls:
    def test_certificates_are_checked(self, tmp_path: Path, clients: Clients) -> None:
        ours, theirs = trustme.CA(), trustme.CA()
        pem = tmp_path / "ca.pem"
        ours.cert_pem.write_to_path(str(pem))
        good = ours.issue_cert("news.example")
        for authority, name, trusted in (
            (ours, "news.example", True),
            (ours, "elsewhere.example", False),
            (theirs, "news.example", False),
        ):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            (good if trusted else authority.issue_cert(name)).configure_cert(context)
            with serving(context) as web:
                web.pages |= {
                    "/": Page("safe"),
                    "/down": moved("http://news.example/"),
                }
                client = clients(ca_file=str(pem))
                if trusted:
                    assert get(client, web.url("/")).body == b"safe"
                    assert failure(client, web.url("/down")).reason == "bad_redirect"
                else:
                    error = failure(client, web.url("/"))
                    assert (error.reason, error.transient) == ("bad_certificate", False)
                    assert "ca_file" in error.message
