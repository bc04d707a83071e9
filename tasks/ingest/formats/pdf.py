"""PDF: the text of its pages, its title and its date."""

import io
import logging
from typing import BinaryIO

from pypdf import DocumentInformation, PdfReader

from tasks.ingest.formats.salvage import salvage
from tasks.ingest.opened import WHOLE_BYTES, Article, Opened, Output
from tasks.ingest.stream import seekable

logging.getLogger("pypdf").setLevel(logging.CRITICAL)
_END_BYTES = 2048
_BETWEEN_PAGES = "\n\n\f"
_NO_TITLE = ("microsoft word", "untitled")
_FILE_NAME = (".doc", ".docx", ".indd", ".pdf", ".odt", ".qxd")
"""How the titles begin and end that a program gave, not a person."""


def read_pdf(opened: Opened) -> Output:
    """Read a PDF's text; of one that breaks off, the pages before the break."""
    stream = seekable(opened.stream, opened.blob)
    stream.seek(0, 2)
    size = stream.tell()
    stream.seek(max(0, size - _END_BYTES))
    if b"%%EOF" not in stream.read() or opened.broken:
        yield from _cut_short(opened, stream, size)
        return
    stream.seek(0)
    try:
        reader = PdfReader(stream, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            yield opened.reject(
                "unreadable", "this PDF is protected by a password. Save it without one."
            )
            return
        article = _article(reader, opened.settings.max_record_bytes)
    except Exception as error:  # pypdf raises of every kind on broken files
        yield opened.reject("unreadable", f"the PDF cannot be read ({error}).")
        return
    if article.content.strip():
        yield from opened.article(article)
    else:
        yield opened.reject(
            "no_text", "there is no text in this PDF; a scan needs text recognition first."
        )


def _cut_short(opened: Opened, stream: BinaryIO, size: int) -> Output:
    article = _salvaged(stream, size, opened.settings.max_record_bytes)
    if article is None or not article.content.strip():
        yield opened.reject(
            "truncated",
            "the PDF breaks off before its end, and no page of it can be read. Fetch it again.",
        )
        return
    pages = article.content.count(_BETWEEN_PAGES) + 1
    yield opened.reject(
        "truncated",
        f"the PDF breaks off before its end; the text of {pages} pages was read, what followed is"
        " lost. Fetch it again.",
    )
    yield from opened.article(article)


def _salvaged(stream: BinaryIO, size: int, limit: int) -> Article | None:
    if size > WHOLE_BYTES:
        return None
    stream.seek(0)
    rebuilt = salvage(stream.read())
    if rebuilt is None:
        return None
    try:
        return _article(PdfReader(io.BytesIO(rebuilt), strict=False), limit)
    except Exception:  # of every kind, as above
        return None


def _article(reader: PdfReader, limit: int) -> Article:
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        pages.append(page.extract_text().strip())
        size += len(pages[-1])
        if size > limit:
            break
    about = reader.metadata
    return Article(
        _BETWEEN_PAGES.join(filter(None, pages)),
        title=_title(about),
        published=_date(about),
    )


def _title(about: DocumentInformation | None) -> str | None:
    title = (about.title or "").strip() if about else ""
    folded = title.casefold()
    return None if folded.startswith(_NO_TITLE) or folded.endswith(_FILE_NAME) else title or None


def _date(about: DocumentInformation | None) -> str | None:
    try:
        created = about.creation_date if about else None
    except ValueError:
        return None
    return created.isoformat() if created else None
