"""Hosts that are given time: tries, turns and rests."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tasks.fetch.failure import PostponedError
from tests.tasks.fetch.asking import Clients, after, failure, get
from tests.tasks.fetch.web import FakeClock, Page, Seen, Web


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

    @pytest.mark.parametrize("allowed", [1, 2])
    def test_a_host_gets_as_many_requests_at_once_as_it_may(
        self, allowed: int, web: Web, clients: Clients
    ) -> None:
        together, lock = threading.Barrier(allowed), threading.Lock()
        under_way = most = 0

        def page(_: Seen) -> Page:
            nonlocal under_way, most
            with lock:
                under_way += 1
                most = max(most, under_way)
            together.wait(timeout=60)
            time.sleep(0.05)
            with lock:
                under_way -= 1
            return Page("x")

        web.pages["/"] = page
        client = clients(host_concurrency=allowed)
        with ThreadPoolExecutor(6) as threads:
            answers = list(threads.map(lambda _: get(client, web.url("/")).body, range(6)))
        assert answers == [b"x"] * 6
        assert most == allowed
