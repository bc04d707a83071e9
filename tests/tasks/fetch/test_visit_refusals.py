"""Articles that cannot be fetched, may not be, or are gone."""

from collections.abc import Iterator
from pathlib import Path

from schemas.ids import content_hash
from schemas.settings import Settings
from tasks.fetch.standing import standing_paths
from tasks.ingest import discover
from tests.tasks.fetch.desk import Desk, counts, item, page, rss
from tests.tasks.fetch.web import Page, Seen


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
