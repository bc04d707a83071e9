"""Whom a client connects to, and whom it refuses."""

import socket
import ssl
from pathlib import Path

import pytest
import trustme

from tasks.fetch.client import Client
from tests.tasks.fetch.asking import Clients, failure, get, moved
from tests.tasks.fetch.web import FakeClock, Page, Web, serving


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
