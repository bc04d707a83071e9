"""One source made into one document."""

from datetime import date
from typing import NamedTuple

from babel import Locale

from schemas.document import DateOrigin, Document
from schemas.reject import Reason, Reject
from schemas.settings import Settings
from schemas.source import Source
from tasks.normalize import likeness
from tasks.normalize.furniture import clean, without_blobs
from tasks.normalize.headline import Headed, head
from tasks.normalize.language import language_of
from tasks.normalize.markup import Page, read_markup, strip_tags
from tasks.normalize.published import BadDateError, dateline_date, read_date, url_date
from tasks.normalize.reflow import reflow
from tasks.normalize.repair import repair, repair_line
from tasks.normalize.rules import load_rules

VERSION = "2"
"""Of this stage. Another calls for all documents to be normalized again: raise it with every
change that changes a result."""

GUESSED_TITLES = frozenset(("text", "markdown", "pdf"))
"""Formats in which a first line may be a headline. A record without a title has none."""
_DECLARED: dict[str, DateOrigin] = {
    "text": "front_matter",
    "markdown": "front_matter",
    "html": "page",
}
LONGEST_TITLE = 2000
"""Characters beyond which what a source calls its title is none."""
FEWEST_LETTERS = 12
HEAD_CHARS = 1000
"""A text with fewer letters and digits in its first characters says nothing."""


class _Dated(NamedTuple):
    day: date | None
    origin: DateOrigin | None
    complaint: str | None = None


def normalize(source: Source, settings: Settings) -> tuple[Document | None, tuple[Reject, ...]]:
    """Make the document that a source is, and say what of it was refused.

    No document comes of a source without text, or in another language than
    `settings.language`: a reject then says so. A date that cannot be read is a reject beside
    the document. The result depends on nothing but the arguments.
    """
    furniture = load_rules(settings.knowledge)
    page = read_markup(source)
    body, blobs = without_blobs(reflow(repair(page.text)))
    cleaned = clean(body, furniture.rule)
    guess = source.format in GUESSED_TITLES
    publisher = _line(source.publisher or page.publisher)
    title = _title(source.title or page.title)
    headed = head(title, cleaned.text, publisher, furniture, guess=guess)
    if sum(map(str.isalnum, headed.text[:HEAD_CHARS])) < FEWEST_LETTERS:
        return None, (_no_text(source, body),)
    language = language_of(headed.text, settings.language)
    if language != settings.language:
        return None, (_other_language(source, language, settings.language, headed.text),)
    dated = _date_of(source, page, (body, headed.text))
    removed = tuple(sorted((*cleaned.removed, *blobs)))
    document = _document(source, headed, dated, removed, language)
    if dated.complaint is None:
        return document, ()
    return document, (_bad_date(source, document, dated.complaint),)


def _document(
    source: Source,
    headed: Headed,
    dated: _Dated,
    removed: tuple[str, ...],
    language: str,
) -> Document:
    return Document.of(
        source,
        text_sha256=likeness.fingerprint(headed.title, headed.text),
        signature=likeness.signature(headed.text),
        title=headed.title,
        text=headed.text,
        published=dated.day,
        published_from=dated.origin,
        publisher=headed.publisher,
        language=language,
        removed=removed,
    )


def _line(value: str | None) -> str | None:
    return repair_line(strip_tags(value)) or None if value else None


def _title(value: str | None) -> str | None:
    title = _line(value)
    return without_blobs(title)[0] or None if title and len(title) <= LONGEST_TITLE else None


def _date_of(source: Source, page: Page, texts: tuple[str, ...]) -> _Dated:
    complaint = None
    declared: tuple[tuple[str | None, DateOrigin], ...] = (
        (source.published, _DECLARED.get(source.format, "metadata")),
        (page.published, "page"),
    )
    for written, origin in declared:
        if not written or not written.strip():
            continue
        try:
            return _Dated(read_date(written), origin, complaint)
        except BadDateError as error:
            complaint = complaint or f"the publication date {written.strip()[:60]!r} {error}"
    for text in texts:
        day = dateline_date(text)
        if day is not None:
            return _Dated(day, "dateline", complaint)
    day = url_date(source.url or source.uri)
    return _Dated(day, None if day is None else "url", complaint)


def _reject(source: Source, reason: Reason, message: str, excerpt: str) -> Reject:
    return Reject.of(
        "normalize",
        reason,
        message,
        uri=source.uri,
        locator=source.locator,
        blob_sha256=source.blob_sha256,
        excerpt=excerpt,
    )


def _no_text(source: Source, body: str) -> Reject:
    kind = "HTML page" if source.media_type == "text/html" else "article"
    message = f"{source.uri}: the {kind} holds no text beside page furniture; nothing to read"
    return _reject(source, "no_text", message, body)


def _other_language(source: Source, language: str, expected: str, text: str) -> Reject:
    message = (
        f"{source.uri}: the text is in {_named(language)}, not in {_named(expected)}, and was set"
        " aside; translate it, or set `language` if it is the language to be read"
    )
    return _reject(source, "not_language", message, text)


def _named(language: str) -> str:
    name: str = Locale("en").languages.get(language, language)
    return name


def _bad_date(source: Source, document: Document, complaint: str) -> Reject:
    return Reject.of(
        "normalize",
        "bad_date",
        f"{source.uri}: {complaint}; write it as YYYY-MM-DD."
        " The article was loaded without this date",
        uri=source.uri,
        locator=source.locator,
        blob_sha256=source.blob_sha256,
        document_id=document.document_id,
        excerpt=source.published or "",
    )
