"""RSS and Atom."""

import io
import re
from typing import Any, NamedTuple

import feedparser

from tasks.ingest.opened import WHOLE_BYTES, Article, Opened, Output, Place
from tasks.ingest.stream import whole

_MARKUP = re.compile(r"<(?:[a-z][a-z0-9]{0,15}[\s/>]|/|!--)|&(?:#\d{1,7}|[a-z]{2,8});", re.I)
_TAG = re.compile(r"<[^<>]{1,500}>")
_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.I)
_ENTITY = re.compile(rb"<!ENTITY\s", re.I)


class BadFeedError(ValueError):
    """This is no feed, or one that is not to be parsed; the message says why."""


class Entry(NamedTuple):
    """An article as a feed has it."""

    article: Article
    updated: str | None
    """When it changed last, as written."""


def read_feed(opened: Opened) -> Output:
    """Read a feed's entries: the full content rather than the summary. Malformed feeds are read."""
    data = whole(opened.stream, WHOLE_BYTES)
    if data is None:
        yield opened.reject("too_large", f"more than {WHOLE_BYTES:,} bytes of one feed.")
        return
    try:
        found = entries(data)
    except BadFeedError as error:
        excerpt = data[:500].decode("utf-8", "replace")
        yield opened.reject("bad_record", f"{error}.", excerpt=excerpt)
        return
    for number, entry in enumerate(found, 1):
        yield from opened.article(entry.article, Place("entry", number))


def entries(data: bytes, base: str = "", charset: str | None = None) -> list[Entry]:
    """Parse a feed, malformed or not.

    Args:
        data: its bytes.
        base: address against which its links are resolved.
        charset: as a server declared it.

    Raises:
        BadFeedError: it is none, or it defines entities.
    """
    root = _ROOT.search(data)
    if _ENTITY.search(data, 0, root.start() if root else len(data)):
        raise BadFeedError(
            "the feed defines entities of its own (<!ENTITY …>), which can be made to fill all"
            " memory. Save it without its <!DOCTYPE …>"
        )
    headers = {"content-location": base} if base else {}
    if charset:
        headers["content-type"] = f"application/xml; charset={charset}"
    try:
        parsed = feedparser.parse(io.BytesIO(data), response_headers=headers)
    except Exception as error:  # feedparser raises of several kinds on broken declarations
        raise BadFeedError(f"the feed cannot be read ({error})") from error
    if not parsed.entries and (parsed.bozo or not parsed.get("version")):
        reason = "there is neither <rss> nor <feed>"
        if parsed.get("version"):
            reason = str(parsed.bozo_exception)
        raise BadFeedError(f"the feed cannot be read ({reason})")
    publisher = _plain(parsed.feed.get("title"))
    return [Entry(_article(entry, publisher), entry.get("updated")) for entry in parsed.entries]


def is_markup(content: str) -> bool:
    """Tell whether a text of a feed is HTML rather than plain text."""
    return _MARKUP.search(content) is not None


def _article(entry: Any, publisher: str | None) -> Article:
    bodies = [part.get("value") or "" for part in entry.get("content", [])]
    content = max([*bodies, ""], key=len) or entry.get("summary") or ""
    return Article(
        content,
        "text/html" if is_markup(content) else "text/plain",
        _plain(entry.get("title")),
        entry.get("published") or entry.get("updated"),
        _plain(entry.get("source", {}).get("title")) or publisher,
        entry.get("link"),
        entry.get("id"),
    )


def _plain(title: str | None) -> str | None:
    return _TAG.sub("", title).strip() or None if title else None
