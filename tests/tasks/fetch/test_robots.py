"""What robots.txt says is kept to."""

import pytest

from tasks.fetch.failure import FetchError
from tests.tasks.fetch.asking import Clients, get, moved
from tests.tasks.fetch.web import FakeClock, Page, Web


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
