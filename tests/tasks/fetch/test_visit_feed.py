"""Visits to feeds."""

import pytest

from tasks.normalize import normalize
from tests.tasks.fetch.desk import STORY, Desk, counts, item, page, rss
from tests.tasks.fetch.web import Page, Seen


class TestFeed:
    def test_its_articles_come_with_address_date_and_publisher(self, desk: Desk) -> None:
        link = desk.web.url("/2026/lima?utm_source=rss&amp;id=7#top")
        desk.web.pages |= {
            "/feed": Page(rss(item(link, title="Ruiz in Lima", guid="7"))),
            "/2026/lima?id=7": Page(page()),
        }
        visited = desk.visit()
        (source,) = desk.sources()
        assert counts(visited) == (1, 0, 0)
        assert source.uri == source.url == desk.web.url("/2026/lima?id=7")
        assert (source.title, source.publisher) == ("Ruiz in Lima", "Harbour Times")
        assert source.published == "Mon, 02 Mar 2026 06:00:00 GMT"
        document, _ = normalize(source, desk.settings)
        assert document is not None
        assert document.text.endswith(STORY)
        assert str(document.published) == "2026-03-02"

    def test_an_unchanged_feed_is_not_sent_again(self, desk: Desk) -> None:
        def feed(seen: Seen) -> Page:
            known = seen.headers.get("if-none-match") == '"1"'
            body = "" if known else rss(item("/a"))
            return Page(body, 304 if known else 200, {"ETag": '"1"'})

        desk.web.pages |= {"/feed": feed, "/a": Page(page())}
        assert not desk.visit().unchanged
        again = desk.visit()
        assert (again.unchanged, counts(again)) == (True, (0, 0, 0))
        assert len(desk.web.asked("/a")) == len(desk.sources()) == 1

    def test_entries_may_be_the_articles(self, desk: Desk) -> None:
        content = f"<![CDATA[<p>{STORY}</p>]]>"
        desk.web.pages["/feed"] = Page(
            rss(item("/a", title="One", description=content), item("/b", description=content))
        )
        source = desk.source(articles="entry", publisher="Desk")
        assert desk.visit(source).new == 2
        assert counts(desk.visit(source)) == (0, 0, 0)
        assert {each.uri for each in desk.sources()} == {desk.web.url("/a"), desk.web.url("/b")}
        assert {each.publisher for each in desk.sources()} == {"Desk"}
        assert {each.media_type for each in desk.sources()} == {"text/html"}
        changed = content.replace("Lima", "Cuzco")
        desk.web.pages["/feed"] = Page(rss(item("/a", title="One", description=changed)))
        assert counts(desk.visit(source)) == (0, 1, 0)

    def test_a_malformed_feed_is_read_as_far_as_it_goes(self, desk: Desk) -> None:
        broken = rss(item("/a"), "<item><link>/b</link><title>A & B</title>")[:-30]
        desk.web.pages |= {"/feed": Page(broken), "/a": Page(page()), "/b": Page(page())}
        assert desk.visit().new == 2

    @pytest.mark.parametrize(
        ("body", "said"),
        [
            (page(), "neither <rss> nor <feed>"),
            ("", "cannot be read"),
            ("<rss", "cannot be read"),
            ('<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"></rss>', "entities of its own"),
        ],
    )
    def test_what_is_no_feed_is_a_failure_of_the_source(
        self, body: str, said: str, desk: Desk
    ) -> None:
        desk.web.pages["/feed"] = Page(body)
        visited = desk.visit()
        assert (visited.failed, visited.reason) == (True, "bad_record")
        assert said in str(visited.error)

    def test_charsets_are_found_out(self, desk: Desk) -> None:
        text = STORY.replace("Ruiz", "Núñez")
        latin = {"Content-Type": "text/html; charset=iso-8859-1"}
        lying = {"Content-Type": "text/html; charset=utf-16"}
        feed = '<?xml version="1.0" encoding="utf-8"?>' + rss(
            item("/latin"), item("/lying"), title="Peña"
        )
        desk.web.pages |= {
            "/feed": Page(feed.encode("latin-1"), headers={"Content-Type": latin["Content-Type"]}),
            "/latin": Page(page(text).encode("latin-1"), headers=latin),
            "/lying": Page(page(text), headers=lying),
        }
        assert desk.visit().new == 2
        assert all("Núñez" in each.content for each in desk.sources())
        assert {each.publisher for each in desk.sources()} == {"Peña"}

    def test_old_and_unwanted_articles_are_passed_over(self, desk: Desk) -> None:
        desk.web.pages |= {
            "/feed": Page(
                rss(
                    item("/news/1"),
                    item("/news/old", "Mon, 02 Feb 2026 06:00:00 GMT"),
                    item("/sport/1"),
                    item("/news/live/1"),
                )
            ),
            "/news/1": Page(page()),
        }
        source = desk.source(include="/news/", exclude="/live/", max_age="7d")
        assert counts(desk.visit(source)) == (1, 0, 0)

    def test_at_most_so_many_pages_and_the_rest_at_the_next_visit(self, desk: Desk) -> None:
        desk.web.pages["/feed"] = Page(
            rss(*(item(f"/{number}") for number in range(5))), headers={"ETag": '"1"'}
        )
        for number in range(5):
            desk.web.pages[f"/{number}"] = Page(page(f"{STORY} {number}"))
        source = desk.source(max_pages=2)
        visits = [desk.visit(source) for _ in range(3)]
        assert [(each.new, each.left) for each in visits] == [(2, 3), (2, 1), (1, 0)]
        conditional = ["if-none-match" in seen.headers for seen in desk.web.asked("/feed")]
        assert conditional == [False, False, False]
        desk.visit(source)
        assert "if-none-match" in desk.web.asked("/feed")[-1].headers

    def test_what_the_feed_holds_itself_comes_whole(self, desk: Desk) -> None:
        entries = (item(f"/{number}", description=f"{STORY} {number}") for number in range(5))
        desk.web.pages["/feed"] = Page(rss(*entries))
        source = desk.source(articles="entry", max_pages=2)
        visits = [desk.visit(source) for _ in range(2)]
        assert [(each.new, each.left) for each in visits] == [(5, 0), (0, 0)]
