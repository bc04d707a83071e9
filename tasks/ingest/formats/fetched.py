"""Lists of fetched pages: each line names bytes in the raw store and what is known of them."""

import io
from collections.abc import Callable, Iterator

from pydantic import ValidationError

from schemas.fetched import LINE, FetchedPage, FetchRefusal
from schemas.reject import Reject
from schemas.settings import Settings
from schemas.source import MediaType, Source
from tasks.ingest.decode import NotTextError, declared_encoding, decode
from tasks.ingest.formats.pdf import read_pdf
from tasks.ingest.formats.text import read_text
from tasks.ingest.opened import Article, Opened, Output, Place
from tasks.ingest.sniff import READABLE, Refused, sniff
from tasks.ingest.store import RawStore
from tasks.ingest.stream import HEAD_BYTES, Blob, lines, whole

FORMAT = "fetched"
_MEDIA: dict[str, MediaType] = {"html": "text/html", "text": "text/plain"}


def read_fetched(opened: Opened) -> Output:
    """Read the pages that a list names; what could not be fetched is given as a reject."""
    for line in lines(opened.stream, opened.settings.max_record_bytes):
        place = Place("line", line.number)
        try:
            entry = LINE.validate_json(line.data)
        except ValidationError as error:
            yield opened.reject("bad_record", f"this is no fetched page: {error}", place)
            continue
        if isinstance(entry, FetchRefusal):
            yield entry.reject
        else:
            yield from _page(opened, entry, place)


def _page(opened: Opened, page: FetchedPage, place: Place) -> Output:
    path = RawStore(opened.settings.raw).path(page.blob_sha256)
    try:
        packed = path.read_bytes()
    except OSError:
        yield opened.reject(
            "not_found", f"the bytes of {page.url} are no longer in the raw store.", place
        )
        return
    yield from page_sources(page, packed, opened.settings)


def page_sources(page: FetchedPage, packed: bytes, settings: Settings) -> Iterator[Source | Reject]:
    """Read the article of a fetched page.

    Its address is the page's, whatever the page says of itself; title, date and publisher are the
    listing's where it gives them.

    Args:
        page: what is known of it.
        packed: its gzipped bytes.
        settings: limits.
    """
    blob = Blob(io.BytesIO(packed), settings.max_file_bytes)
    stream = io.BufferedReader(blob, HEAD_BYTES)
    opened = Opened(
        stream, blob, stream.peek(1), page.url, page.url, page.blob_sha256, settings, FORMAT
    )
    for output in _reader(opened, page)(opened):
        yield _described(output, page) if isinstance(output, Source) else output


def _reader(opened: Opened, page: FetchedPage) -> Callable[[Opened], Output]:
    if page.written_in is not None:
        return lambda opened: _markup(opened, page, _MEDIA[page.written_in or "text"])
    form = sniff(opened.head, opened.name, opened.settings.columns)
    match form:
        case "html":
            return lambda opened: _markup(opened, page, "text/html")
        case "pdf":
            opened.format = form
            return read_pdf
        case "text" | "markdown":
            opened.format = "text"
            return read_text
        case Refused():
            return lambda opened: iter([opened.reject(form.reason, form.message)])
        case _:
            message = f"this is no article but {form}. What can be read: {READABLE}."
            return lambda opened: iter([opened.reject("unknown_format", message)])


def _markup(opened: Opened, page: FetchedPage, media_type: MediaType) -> Output:
    data = whole(opened.stream, opened.settings.max_record_bytes)
    if data is None:
        yield opened.too_large()
        return
    try:
        decoded = decode(data, page.charset or declared_encoding(data))
    except NotTextError:
        yield opened.reject("binary", "this is not text after its beginning.")
        return
    yield from opened.damaged(decoded)
    yield from opened.article(Article(decoded.text, media_type))


def _described(source: Source, page: FetchedPage) -> Source:
    return source.model_copy(
        update={
            "uri": page.url,
            "url": page.url,
            "input_id": page.input_id or source.input_id,
            "title": page.title or source.title,
            "published": page.published or source.published,
            "publisher": page.publisher or source.publisher,
        }
    )
