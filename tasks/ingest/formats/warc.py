"""WARC: the pages that a crawler kept."""

from typing import Any

from warcio.archiveiterator import ArchiveIterator

from schemas.source import MediaType
from tasks.ingest.decode import NotTextError, declared_encoding, decode
from tasks.ingest.opened import Article, Opened, Output, Place

_KINDS = frozenset({"response", "resource", "conversion"})
_READ: dict[str, MediaType] = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
}


def read_warc(opened: Opened) -> Output:
    """Read pages and plain texts that were answered with success; all else is passed over."""
    number = 0
    try:
        for entry in ArchiveIterator(opened.stream):
            number += 1
            yield from _entry(opened, entry, Place("record", number))
    except Exception as error:  # warcio raises of every kind on broken records
        yield opened.reject(
            "truncated",
            f"the archive is broken after record {number} ({error}); what stands before was read.",
        )


def _entry(opened: Opened, entry: Any, place: Place) -> Output:
    http = entry.http_headers
    if entry.rec_type not in _KINDS or (http and http.get_statuscode() not in {"200", "203"}):
        return
    header = (
        http.get_header("Content-Type") if http else entry.rec_headers.get_header("Content-Type")
    )
    media_type, _, parameters = (header or "").partition(";")
    kind = _READ.get(media_type.strip().casefold())
    if kind is None:
        return
    limit = opened.settings.max_record_bytes
    data = entry.content_stream().read(limit + 1)
    if len(data) > limit:
        yield opened.too_large(place=place)
        return
    if entry.raw_stream.limit and not entry.raw_stream.read(1):
        yield opened.reject("truncated", "the archive breaks off in this record.", place)
    charset = parameters.partition("charset=")[2].strip("\"' ") or declared_encoding(data)
    try:
        decoded = decode(data, charset)
    except NotTextError:
        yield opened.reject("binary", "this record says that it is text, but is not.", place)
        return
    yield from opened.damaged(decoded, place)
    url = entry.rec_headers.get_header("WARC-Target-URI")
    url = url.strip("<>") if url else None
    yield from opened.article(Article(decoded.text, kind, url=url), place)
