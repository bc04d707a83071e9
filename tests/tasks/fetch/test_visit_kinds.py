"""Visits to sitemaps, listings, pages, interfaces and folders."""

import gzip
import json
from pathlib import Path

import pytest

from tasks.fetch.standing import standing_paths
from tests.tasks.fetch.desk import STORY, Desk, counts, page
from tests.tasks.fetch.web import Page


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
