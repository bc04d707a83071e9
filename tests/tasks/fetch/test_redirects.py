"""Redirects, followed with care."""

from itertools import count

from tests.tasks.fetch.asking import Clients, failure, get, moved
from tests.tasks.fetch.web import Page, Web


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
