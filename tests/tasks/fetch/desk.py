"""Somebody who visits sources and reads what they brought, and what pages and feeds look like."""

from typing import NamedTuple

from schemas.fetch_source import AnySource
from schemas.reject import Reject
from schemas.settings import Settings
from schemas.source import Source
from tasks.fetch.client import Client
from tasks.fetch.config import parse_sources
from tasks.fetch.standing import standing_paths
from tasks.fetch.tally import Visited
from tasks.fetch.visit import Fetching, visit
from tasks.fetch.wanted import Claims
from tasks.ingest import RawStore, discover, read
from tests.tasks.fetch.web import FakeClock, Web, names

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


def counts(visited: Visited) -> tuple[int, int, int]:
    return visited.new, visited.changed, visited.refused
