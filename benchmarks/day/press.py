"""What is published: a feed, an interface and a folder that grow, and two bad sources."""

import json
import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

Item = dict[str, Any]
SOURCES = """
[defaults]
every = "30s"
max_age = "36500d"
robots = false

[[source]]
name = "wire-feed"
kind = "feed"
url = "http://127.0.0.1:{port}/feed"
articles = "entry"
publisher = "The Wire"

[[source]]
name = "agency-interface"
kind = "api"
url = "http://127.0.0.1:{port}/api"
items = "data.stories"
publisher = "The Agency"
[source.fields]
id = "id"
url = "link"
title = "headline"
text = "body"
published = "day"

[[source]]
name = "quiet-gazette"
kind = "feed"
url = "http://127.0.0.1:{port}/quiet"
articles = "entry"
silent_after = "3m"

[[source]]
name = "broken-herald"
kind = "feed"
url = "http://127.0.0.1:{port}/broken"

[[source]]
name = "analysts-drop"
kind = "folder"
path = "{folder}"
"""


class Press:
    """A web server and a folder that hold what has been published so far.

    Of five items three are in the feed, one in the interface, one in the folder.
    """

    def __init__(self, items: list[Item], folder: Path) -> None:
        self._quiet, *self._items = items
        self._published = 0
        self._folder = folder
        folder.mkdir(parents=True)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def published(self) -> int:
        """Number of articles that are out, with the one of the source that is quiet since."""
        return self._published + 1

    def sources(self) -> str:
        """Return `sources.toml`."""
        return SOURCES.format(port=self.port, folder=self._folder)

    def publish(self, size: int) -> None:
        """Bring out the next items."""
        items = self._items[self._published : self._published + size]
        lines = "".join(json.dumps(each) + "\n" for each in items[4::5])
        draft = self._folder / ".draft"
        draft.write_text(lines)
        draft.rename(self._folder / f"{self._published:06}.jsonl")
        self._published += len(items)

    def answer(self, path: str) -> bytes | None:
        """Return what a page holds now."""
        out = self._items[: self._published]
        match path:
            case "/feed":
                return self._rss([each for n, each in enumerate(out) if n % 5 < 3])
            case "/quiet":
                return self._rss([self._quiet])
            case "/api":
                stories = [self._story(each) for each in out[3::5]]
                return json.dumps({"data": {"stories": stories}}).encode()
        return None

    def _rss(self, items: list[Item]) -> bytes:
        head = '<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title>'
        return f"{head}{''.join(map(self._entry, items))}</channel></rss>".encode()

    def _entry(self, item: Item) -> str:
        day = datetime.fromisoformat(item["published"][:10]).replace(tzinfo=UTC)
        return (
            f"<item><guid>{escape(item['id'])}</guid><title>{escape(item['title'] or '')}</title>"
            f"<link>{self._link(item)}</link><pubDate>{format_datetime(day)}</pubDate>"
            f"<description>{escape(item['text'])}</description></item>"
        )

    def _story(self, item: Item) -> Item:
        return {
            "id": item["id"],
            "link": self._link(item),
            "headline": item["title"],
            "body": item["text"],
            "day": item["published"],
        }

    def _link(self, item: Item) -> str:
        return f"http://127.0.0.1:{self.port}/{escape(item['id'])}"


def _handler(press: Press) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = press.answer(self.path)
            self.send_response(503 if body is None else 200)
            kind = "application/json" if self.path == "/api" else "application/rss+xml"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            pass

    return Handler
