"""Articles that change after they were fetched."""

from tests.tasks.fetch.desk import STORY, Desk, counts, item, page, rss
from tests.tasks.fetch.web import Page, Seen


class TestCorrections:
    def test_a_page_is_looked_at_again_and_a_changed_text_is_a_new_version(
        self, desk: Desk
    ) -> None:
        desk.web.pages |= {"/feed": Page(rss(item("/a"))), "/a": Page(page(ads="Ad 1"))}
        assert counts(desk.visit()) == (1, 0, 0)
        desk.clock.forward(hours=5)
        assert counts(desk.visit()) == (0, 0, 0)
        assert len(desk.web.asked("/a")) == 1
        desk.web.pages["/a"] = Page(page(ads="Ad 2"))
        desk.clock.forward(hours=2)
        assert counts(desk.visit()) == (0, 0, 0)
        assert len(desk.web.asked("/a")) == 2
        desk.web.pages["/a"] = Page(page(STORY.replace("Lima", "Cuzco")))
        desk.clock.forward(days=2)
        assert counts(desk.visit()) == (0, 1, 0)
        versions = desk.sources()
        assert len({each.uri for each in versions}) == 1
        assert ["Cuzco" in each.content for each in versions] == [False, True]
        desk.clock.forward(days=20)
        desk.visit()
        assert len(desk.web.asked("/a")) == 3

    def test_what_the_feed_says_has_changed_is_fetched_at_once(self, desk: Desk) -> None:
        desk.web.pages |= {"/feed": Page(rss(item("/a"))), "/a": Page(page())}
        desk.visit()
        later = item("/a", "Mon, 02 Mar 2026 07:30:00 GMT")
        desk.web.pages |= {"/feed": Page(rss(later)), "/a": Page(page(STORY[:100]))}
        assert counts(desk.visit()) == (0, 1, 0)

    def test_pages_are_asked_conditionally(self, desk: Desk) -> None:
        def article(seen: Seen) -> Page:
            known = seen.headers.get("if-none-match") == '"a"'
            return Page("" if known else page(), 304 if known else 200, {"ETag": '"a"'})

        desk.web.pages |= {"/feed": Page(rss(item("/a"))), "/a": article}
        desk.visit()
        desk.clock.forward(hours=7)
        assert counts(desk.visit()) == (0, 0, 0)
        assert len(desk.web.asked("/a")) == 2

    def test_a_page_says_nothing_about_another_address(self, desk: Desk) -> None:
        lie = "<!-- saved from url=(0030)https://elsewhere.example/real -->"
        desk.web.pages |= {"/feed": Page(rss(item("/a"))), "/a": Page(lie + page())}
        desk.visit()
        assert [each.uri for each in desk.sources()] == [desk.web.url("/a")]
