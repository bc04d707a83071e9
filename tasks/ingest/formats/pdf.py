"""PDF: the text of its pages, its title and its date."""

import logging

from pypdf import DocumentInformation, PdfReader

from tasks.ingest.opened import Article, Opened, Output
from tasks.ingest.stream import seekable

logging.getLogger("pypdf").setLevel(logging.CRITICAL)
_END_BYTES = 2048
_NO_TITLE = ("microsoft word", "untitled")
_FILE_NAME = (".doc", ".docx", ".indd", ".pdf", ".odt", ".qxd")
"""How the titles begin and end that a program gave, not a person."""


def read_pdf(opened: Opened) -> Output:
    """Read a PDF's text; what can be read of a truncated one is given, and the break told."""
    stream = seekable(opened.stream, opened.blob)
    stream.seek(0, 2)
    stream.seek(max(0, stream.tell() - _END_BYTES))
    complete = b"%%EOF" in stream.read()
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
        article = None
        if complete:
            yield opened.reject("unreadable", f"the PDF cannot be read ({error}).")
            return
    if not complete:
        yield opened.reject(
            "truncated", "the PDF breaks off before its end; pages may be lost. Fetch it again."
        )
    if article and article.content.strip():
        yield from opened.article(article)
    elif complete:
        yield opened.reject(
            "no_text", "there is no text in this PDF; a scan needs text recognition first."
        )


def _article(reader: PdfReader, limit: int) -> Article:
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        pages.append(page.extract_text())
        size += len(pages[-1])
        if size > limit:
            break
    about = reader.metadata
    return Article(
        "\n\n".join(pages),
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
