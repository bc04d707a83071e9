"""Sources that fail, and what that costs."""

from tasks.fetch.state import load_state
from tasks.fetch.wanted import Claims
from tests.tasks.fetch.desk import Desk, counts, item, page, rss
from tests.tasks.fetch.web import Page


class TestFailures:
    def test_a_feed_that_leads_inside_fails_alone(self, desk: Desk) -> None:
        desk.web.pages |= {
            "/feed": Page(status=301, headers={"Location": "http://127.0.0.2/"}),
            "/other": Page(rss(item("/a"))),
            "/a": Page(page()),
        }
        assert desk.visit().reason == "bad_address"
        other = desk.source(name="other", url=desk.web.url("/other"))
        assert desk.visit(other).new == 1

    def test_visits_to_what_fails_are_further_and_further_apart(self, desk: Desk) -> None:
        desk.web.pages["/feed"] = Page(status=500)
        source = desk.source(every="1h")
        pauses = []
        for _ in range(7):
            assert "answers 500" in str(desk.visit(source).error)
            state = load_state(desk.settings, "harbour")
            assert state.next_visit is not None
            assert not state.is_due(desk.clock.now())
            pauses.append((state.next_visit - desk.clock.now()).total_seconds() / 3600)
            desk.clock.forward(days=1)
        assert pauses == [2, 4, 8, 16, 24, 24, 24]
        desk.web.pages["/feed"] = Page(rss())
        desk.visit(source)
        state = load_state(desk.settings, "harbour")
        assert (state.failures, state.error) == (0, None)
        assert [day.failures for day in state.days.values()] == [1] * 7 + [0]

    def test_retry_after_puts_the_next_visit_off(self, desk: Desk) -> None:
        desk.web.pages["/feed"] = Page(status=429, headers={"Retry-After": "50000"})
        desk.visit()
        state = load_state(desk.settings, "harbour")
        assert state.next_visit is not None
        assert (state.next_visit - desk.clock.now()).total_seconds() == 50_000

    def test_a_damaged_memory_costs_nothing_but_asking_again(self, desk: Desk) -> None:
        desk.web.pages |= {"/feed": Page(rss(item("/a"))), "/a": Page(page())}
        desk.visit()
        for path in (desk.settings.fetched / "state").iterdir():
            path.write_text('{"name": "harb')
        desk.clock.forward(minutes=1)
        desk.visit()
        assert len({each.source_id for each in desk.sources()}) == 1

    def test_a_disk_that_fails_costs_a_visit_and_no_article(self, desk: Desk) -> None:
        desk.web.pages |= {"/feed": Page(rss(item("/a"))), "/a": Page(page())}
        desk.settings.raw.parent.mkdir(parents=True)
        desk.settings.raw.write_text("in the way")
        visited = desk.visit()
        assert (visited.failed, visited.reason) == (True, "internal_error")
        assert "FileExistsError" in str(visited.error)
        desk.settings.raw.unlink()
        assert counts(desk.visit()) == (1, 0, 0)
        assert len(desk.sources()) == 1

    def test_two_sources_do_not_fetch_the_same_article(self, desk: Desk) -> None:
        desk.web.pages |= {"/feed": Page(rss(item("/a"))), "/a": Page(page())}
        claims = Claims([])
        desk.visit(claims=claims)
        assert counts(desk.visit(desk.source(name="other"), claims)) == (0, 0, 0)
        assert len(desk.web.asked("/a")) == 1
        again = Claims([load_state(desk.settings, "harbour")])
        assert not again.take(desk.web.url("/a"), "other")
