"""RSS and Atom."""

import io
import re
from typing import Any

import feedparser

from tasks.ingest.opened import WHOLE_BYTES, Article, Opened, Output, Place
from tasks.ingest.stream import whole

_MARKUP = re.compile(r"<(?:[a-z][a-z0-9]{0,15}[\s/>]|/|!--)|&(?:#\d{1,7}|[a-z]{2,8});", re.I)
_TAG = re.compile(r"<[^<>]{1,500}>")
_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.I)
_ENTITY = re.compile(rb"<!ENTITY\s", re.I)


def read_feed(opened: Opened) -> Output:
    """Read a feed's entries: the full content rather than the summary. Malformed feeds are read."""
    data = whole(opened.stream, WHOLE_BYTES)
    if data is None:
        yield opened.reject("too_large", f"more than {WHOLE_BYTES:,} bytes of one feed.")
        return
    root = _ROOT.search(data)
    if _ENTITY.search(data, 0, root.start() if root else len(data)):
        yield opened.reject(
            "bad_record",
            "the feed defines entities of its own (<!ENTITY …>), which can be made to fill all"
            " memory. Save it without its <!DOCTYPE …>.",
        )
        return
    parsed = feedparser.parse(io.BytesIO(data))
    if parsed.bozo and not parsed.entries:
        yield opened.reject(
            "bad_record",
            f"the feed cannot be read ({parsed.get('bozo_exception')}).",
            excerpt=data[:500].decode("utf-8", "replace"),
        )
        return
    publisher = _plain(parsed.feed.get("title"))
    for number, entry in enumerate(parsed.entries, 1):
        yield from opened.article(_article(entry, publisher), Place("entry", number))


def _article(entry: Any, publisher: str | None) -> Article:
    bodies = [part.get("value", "") for part in entry.get("content", [])]
    content = max([*bodies, ""], key=len) or entry.get("summary", "")
    return Article(
        content,
        "text/html" if _MARKUP.search(content) else "text/plain",
        _plain(entry.get("title")),
        entry.get("published") or entry.get("updated"),
        _plain(entry.get("source", {}).get("title")) or publisher,
        entry.get("link"),
        entry.get("id"),
    )


def _plain(title: str | None) -> str | None:
    return _TAG.sub("", title).strip() or None if title else None
