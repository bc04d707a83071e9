"""Visits to sources of every kind, and what a run then reads."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from schemas.fetch_source import AnySource
from schemas.ids import content_hash
from schemas.reject import Reject
from schemas.settings import Settings
from schemas.source import Source
from tasks.fetch.client import Client
from tasks.fetch.config import parse_sources
from tasks.fetch.standing import standing_paths
from tasks.fetch.state import load_state
from tasks.fetch.tally import Visited
from tasks.fetch.visit import Fetching, visit
from tasks.fetch.wanted import Claims
from tasks.ingest import RawStore, discover, read
from tasks.normalize import normalize
from tests.tasks.fetch.web import FakeClock, Page, Seen, Web, names

STORY = (
    "Foreign Minister Ana Ruiz of Chile arrived in Lima on Monday for talks about the border,"
    " her office said. She is to meet the president of Peru on Tuesday before she flies home."
)


def page(text: str = STORY, ads: str = "", title: str = "Minister in Lima") -> str:
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><nav>{ads}</nav>"
        f"<article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )


def rss(*items: str, title: str = "Harbour Times") -> str:
    return f'<rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'


def item(link: str, date: str = "Mon, 02 Mar 2026 06:00:00 GMT", **more: str) -> str:
    told = "".join(f"<{name}>{value}</{name}>" for name, value in more.items())
    return f"<item><link>{link}</link><pubDate>{date}</pubDate>{told}</item>"


class Desk(NamedTuple):
    """A data folder, and somebody who visits sources and reads what they brought."""

    settings: Settings
    web: Web
    clock: FakeClock

    def source(self, **entry: object) -> AnySource:
        table = {"name": "harbour", "kind": "feed", "url": self.web.url("/feed"), **entry}
        loaded = {"source": [{name: value for name, value in table.items() if value is not None}]}
        return parse_sources(loaded, "sources.toml", {"TOKEN": "secret"})[0]

    def visit(
        self,
        source: AnySource | None = None,
        claims: Claims | None = None,
        forgotten: frozenset[str] = frozenset(),
    ) -> Visited:
        client = Client(self.settings.fetch, self.settings.fetched, self.clock, names)
        claims = claims or Claims([])
        fetching = Fetching(self.settings, client, {"TOKEN": "secret"}, claims, forgotten)
        try:
            return visit(source or self.source(), fetching)
        finally:
            client.close()

    def read(self) -> list[Source | Reject]:
        store = RawStore(self.settings.raw)
        files, _ = discover(standing_paths(self.settings), self.settings.data)
        return [each for file in files for each in read(file, store.put(file.path), self.settings)]

    def sources(self) -> list[Source]:
        return [each for each in self.read() if isinstance(each, Source)]

    def rejects(self) -> list[Reject]:
        return [each for each in self.read() if isinstance(each, Reject)]


@pytest.fixture
def desk(settings: Settings, web: Web, clock: FakeClock) -> Desk:
    return Desk(settings, web, clock)


def counts(visited: Visited) -> tuple[int, int, int]:
    return visited.new, visited.changed, visited.refused


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


class TestRefusals:
    def test_what_cannot_be_fetched_is_a_reject_and_the_rest_comes(self, desk: Desk) -> None:
        desk.web.pages |= {
            "/robots.txt": Page("User-agent: *\nDisallow: /private\n"),
            "/feed": Page(
                rss(
                    *map(item, ("/missing", "/private", "/good", "/away")),
                    item("http://169.254.169.254/latest/meta-data/"),
                    item("http://10.0.0.7/"),
                )
            ),
            "/good": Page(page()),
            "/away": Page(status=302, headers={"Location": "http://127.0.0.2/"}),
        }
        visited = desk.visit()
        assert (visited.failed, counts(visited)) == (False, (1, 0, 5))
        rejects = {each.uri: each for each in desk.rejects()}
        assert {each.stage for each in rejects.values()} == {"fetch"}
        reasons = [each.reason for each in rejects.values()]
        assert sorted(reasons) == ["bad_address"] * 3 + ["http_status", "robots"]
        assert all(uri in each.message for uri, each in rejects.items())
        assert counts(desk.visit()) == (0, 0, 0)

    def test_what_may_pass_is_tried_again_even_if_the_feed_is_unchanged(self, desk: Desk) -> None:
        def feed(seen: Seen) -> Page:
            known = "if-none-match" in seen.headers
            return Page("" if known else rss(item("/a")), 304 if known else 200, {"ETag": '"1"'})

        desk.web.pages |= {"/feed": feed, "/a": Page(status=503)}
        assert counts(desk.visit()) == (0, 0, 1)
        assert "tried again" in desk.rejects()[0].message
        desk.web.pages["/a"] = Page(page())
        assert counts(desk.visit()) == (1, 0, 0)
        for _ in range(9):
            desk.web.pages["/a"] = Page(status=500)
        assert counts(desk.visit()) == (0, 0, 0)

    def test_an_article_that_goes_on_failing_is_given_up(self, desk: Desk) -> None:
        desk.web.pages |= {"/feed": Page(rss(item("/a"))), "/a": Page(status=500)}
        assert [desk.visit().refused for _ in range(7)] == [1, 1, 1, 1, 1, 0, 0]

    def test_a_picture_is_no_article(self, desk: Desk) -> None:
        picture = Page(b"\x89PNG\r\n\x1a\n" + bytes(99), headers={"Content-Type": "image/png"})
        desk.web.pages |= {"/feed": Page(rss(item("/a"))), "/a": picture}
        desk.visit()
        assert [(each.stage, each.reason) for each in desk.rejects()] == [("ingest", "binary")]


class TestOtherKinds:
    def test_a_news_sitemap(self, desk: Desk) -> None:
        news = "http://www.google.com/schemas/sitemap-news/0.9"
        told = (
            "<news:news><news:publication><news:name>Harbour</news:name></news:publication>"
            "<news:publication_date>2026-03-01T22:00:00Z</news:publication_date>"
            "<news:title>Ruiz in Lima</news:title></news:news>"
        )
        picture = '<image:image xmlns:image="urn:i"><image:title>Photo</image:title></image:image>'
        sitemap = (
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="{news}">'
            f"<url><loc>{desk.web.url('/a')}</loc>{picture}{told}</url></urlset>"
        )
        desk.web.pages |= {"/feed": Page(sitemap), "/a": Page(page())}
        assert desk.visit(desk.source(kind="sitemap")).new == 1
        (source,) = desk.sources()
        assert (source.title, source.publisher) == ("Ruiz in Lima", "Harbour")
        assert source.published == "2026-03-01T22:00:00Z"

    def test_an_index_of_sitemaps_zipped_too(self, desk: Desk) -> None:
        def urls(*paths: str) -> bytes:
            return (
                f"<urlset>{''.join(f'<url><loc>{p}</loc></url>' for p in paths)}</urlset>".encode()
            )

        index = "".join(
            f"<sitemap><loc>/{name}</loc><lastmod>{day}</lastmod></sitemap>"
            for name, day in (
                ("new.gz", "2026-03-01"),
                ("old", "2024-01-01"),
                ("bad", "2026-03-02"),
            )
        )
        desk.web.pages |= {
            "/feed": Page(f"<sitemapindex>{index}</sitemapindex>"),
            "/new.gz": Page(gzip.compress(urls("/a", "/b"))),
            "/a": Page(page()),
            "/b": Page(page(title="Other")),
        }
        visited = desk.visit(desk.source(kind="sitemap"))
        assert (visited.new, visited.failed) == (2, False)
        assert "/bad: the server answers 404" in str(visited.error)
        assert not desk.web.asked("/old")

    @pytest.mark.parametrize(
        ("way", "value"),
        [("css", "h2 a"), ("css", "h2"), ("xpath", "//h2/a/@href"), ("pattern", r"/\d{4}/")],
    )
    def test_a_listing(self, way: str, value: str, desk: Desk) -> None:
        desk.web.pages |= {
            "/feed": Page(
                "<base href='/sub/'><a href='/about'>About</a><h2><a href='/2026/a'>A</a></h2>"
                "<h2><a href='2026/b#x'>B</a></h2><h2><a href='javascript:x()'>C</a></h2>"
            ),
            "/2026/a": Page(page()),
            "/sub/2026/b": Page(page(title="B")),
        }
        assert counts(desk.visit(desk.source(kind="listing", **{way: value}))) == (2, 0, 0)

    def test_a_listing_without_such_links_has_changed(self, desk: Desk) -> None:
        desk.web.pages["/feed"] = Page("<a href='/a'>A</a>")
        visited = desk.visit(desk.source(kind="listing", css="h2.story a"))
        assert visited.failed
        assert "has the site changed?" in str(visited.error)

    def test_a_page_that_changes(self, desk: Desk) -> None:
        source = desk.source(kind="page")
        desk.web.pages["/feed"] = Page(page())
        assert counts(desk.visit(source)) == (1, 0, 0)
        assert counts(desk.visit(source)) == (0, 0, 0)
        desk.web.pages["/feed"] = Page(page(f"{STORY} The talks ended."))
        assert counts(desk.visit(source)) == (0, 1, 0)
        desk.web.pages["/feed"] = Page(status=404)
        visited = desk.visit(source)
        assert (visited.failed, visited.reason, counts(visited)) == (True, "http_status", (0, 0, 0))

    def test_an_interface_with_pages_and_a_key(self, desk: Desk) -> None:
        answers = {
            "data": {"items": [{"u": "/a", "head": "Ruiz in Lima", "at": 1772400000}]},
            "more": "/api?page=2",
        }
        last = {"data": {"items": [{"u": "/b", "head": "B"}, {"head": "no address"}]}, "more": None}
        desk.web.pages |= {
            "/feed": Page(json.dumps(answers)),
            "/api?page=2": Page(json.dumps(last)),
            "/a": Page(page()),
            "/b": Page(page()),
        }
        source = desk.source(
            kind="api",
            items="data.items",
            next="more",
            fields={"url": "u", "title": "head", "published": "at"},
            headers={"X-Key": "key ${TOKEN}"},
        )
        visited = desk.visit(source)
        assert visited.new == 2
        assert "1 items have no usable address" in str(visited.error)
        assert desk.web.asked("/api?page=2")[0].headers["x-key"] == "key secret"
        assert {each.title for each in desk.sources()} == {"Ruiz in Lima", "B"}

    def test_an_interface_that_holds_the_articles(self, desk: Desk) -> None:
        desk.web.pages["/feed"] = Page(json.dumps([{"id": 4, "body": [STORY, STORY]}]))
        fields = {"text": "body", "id": "id"}
        source = desk.source(kind="api", items="@", fields=fields)
        assert desk.visit(source).new == 1
        (article,) = desk.sources()
        assert article.content == f"{STORY}\n\n{STORY}"
        assert (article.uri, article.input_id) == (f"{desk.web.url('/feed')}#4", "4")

    @pytest.mark.parametrize(
        ("body", "said"),
        [("{", "not valid JSON"), ('{"error": 1}', "there is: error"), ("[" * 99999, "JSON")],
    )
    def test_an_interface_that_answers_otherwise(self, body: str, said: str, desk: Desk) -> None:
        desk.web.pages["/feed"] = Page(body)
        visited = desk.visit(desk.source(kind="api", items="articles"))
        assert visited.failed
        assert said in str(visited.error)

    def test_a_folder(self, desk: Desk, tmp_path: Path) -> None:
        folder = tmp_path / "drop"
        source = desk.source(kind="folder", url=None, path=str(folder))
        assert "no such folder" in str(desk.visit(source).error)
        folder.mkdir()
        (folder / "a.txt").write_text(STORY)
        assert desk.visit(source).new == 1
        entry = f'[[source]]\nname = "drop"\nkind = "folder"\npath = "{folder}"\n'
        desk.settings.sources.write_text(entry)
        assert standing_paths(desk.settings) == [str(folder)]


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


def test_what_was_forgotten_is_not_fetched_again(desk: Desk) -> None:
    desk.web.pages |= {
        "/feed": Page(rss(item("/a?utm_medium=x"), item("/b"))),
        "/b": Page(status=301, headers={"Location": "/moved"}),
        "/moved": Page(page()),
    }
    forgotten = frozenset(content_hash(desk.web.url(path).encode()) for path in ("/a", "/moved"))
    assert counts(desk.visit(forgotten=forgotten)) == (0, 0, 0)
    assert not desk.web.asked("/a")
    assert desk.read() == []
    assert not list(_blobs(desk.settings))


def test_lists_and_pages_that_are_gone_or_damaged_are_told(desk: Desk) -> None:
    desk.web.pages |= {"/feed": Page(rss(item("/a"))), "/a": Page(page())}
    desk.visit()
    (listed,) = discover(standing_paths(desk.settings), desk.settings.data)[0]
    listed.path.write_bytes(listed.path.read_bytes() + b'{"what": "page"}\n')
    for kept in _blobs(desk.settings):
        kept.unlink()
    assert [each.reason for each in desk.rejects()] == ["not_found", "bad_record"]


def _blobs(settings: Settings) -> Iterator[Path]:
    return (path for path in settings.raw.rglob("*") if path.is_file())
