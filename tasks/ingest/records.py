"""Records with named fields (JSON, CSV, Parquet) as articles."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from schemas.reject import Reject
from schemas.source import MediaType
from tasks.ingest.columns import Fields, fields
from tasks.ingest.opened import Article, Opened, Output, Place

_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|body|article|div|section|p|h[1-6])\b", re.I)


def record(
    opened: Opened,
    values: Mapping[str, Any],
    place: Place | None,
    *,
    what: str = "field",
    publisher: str | None = None,
    excerpt: str = "",
) -> Output:
    """Read one record as an article, by the names in settings.columns.

    Args:
        opened: the file.
        values: the record.
        place: where it stands; None where the file is the record.
        what: what its names are called in messages: `field` or `column`.
        publisher: taken where the record names none.
        excerpt: its beginning, for messages.
    """
    names = opened.mapped(tuple(values))
    found = fields(values, names)
    content = text_of(found.text)
    if content is None and not names.text:
        opened.nameless.add(tuple(values), what, place, excerpt)
        return
    if content is None:
        yield _without_text(opened, values, names.text, place, what, excerpt)
        return
    yield from opened.article(_article(found, content, publisher), place)


def _article(found: Fields, content: str, publisher: str | None) -> Article:
    return Article(
        content,
        _media_type(content, found),
        plain(found.title),
        plain(found.published),
        plain(found.source) or publisher,
        plain(found.url),
        plain(found.id),
    )


def _without_text(
    opened: Opened,
    values: Mapping[str, Any],
    names: tuple[str, ...],
    place: Place | None,
    what: str,
    excerpt: str,
) -> Reject:
    filled = [name for name in names if values[name] and not isinstance(values[name], str)]
    if not filled:
        message = f"there is no article in it: the {what} {' and '.join(names)} is empty."
        return opened.reject("no_text", message, place, excerpt)
    kind = type(values[filled[0]]).__name__
    message = f"the {what} {filled[0]} holds no text but a value of type {kind}."
    return opened.reject("bad_record", message, place, excerpt)


def text_of(value: object) -> str | None:
    """Return a text, or a list of paragraphs as one."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    return None


def plain(value: object) -> str | None:
    """Return a value as the input wrote it; of an object, its name."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        named = value.get("name") or value.get("title")
        return named if isinstance(named, str) else None
    if isinstance(value, list):
        return plain(value[0]) if value else None
    return value.isoformat() if isinstance(value, date) else str(value)


def _media_type(content: str, found: Fields) -> MediaType:
    if found.text_name.casefold().endswith("html") or _PAGE.match(content):
        return "text/html"
    return "text/plain"
