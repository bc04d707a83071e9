"""JSON interfaces."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

import jmespath

from schemas.fetch_source import ApiFields, ApiSource
from tasks.fetch.answer import Answer
from tasks.fetch.failure import FetchError
from tasks.fetch.listings.listed import MOST, Ask, Listed, Listing
from tasks.fetch.urls import article_url
from tasks.ingest.decode import NotTextError, decode
from tasks.ingest.formats.feed import is_markup
from tasks.ingest.formats.jsons import parse
from tasks.ingest.records import plain, text_of


def list_items(source: ApiSource, ask: Ask) -> Listing:
    """Return the items of an interface, of as many pages as `max_answers` allows.

    Raises:
        FetchError: an answer cannot be had or read, or has no list of items.
    """
    articles: list[Listed] = []
    bad = 0
    asked: list[str] = []
    url: str | None = source.url
    while url and url not in asked and len(asked) < source.max_answers and len(articles) < MOST:
        asked.append(url)
        answer = ask(url)
        if answer.body is None:
            return Listing((), unchanged=True)
        value = _value(answer)
        for item in _items(value, source):
            listed = _listed(item, source, answer.answered_by)
            articles += [listed] if listed else []
            bad += listed is None
        url = _next(value, source, answer.answered_by)
    complete = tuple(asked) if len(asked) == 1 and not source.next else ()
    complaint = f"{bad} items have no usable address or text" if bad else None
    return Listing(tuple(articles[:MOST]), complete=complete, complaint=complaint)


def _value(answer: Answer) -> Any:
    try:
        return parse(decode(answer.body or b"", answer.charset).text)
    except (NotTextError, ValueError) as error:
        raise FetchError("bad_record", f"the answer is not valid JSON: {error}") from None


def _items(value: Any, source: ApiSource) -> list[Any]:
    items = _search(source.items, value)
    if isinstance(items, list):
        return items
    names = ", ".join(list(value)[:20]) if isinstance(value, Mapping) else type(value).__name__
    raise FetchError(
        "missing_field",
        f"items = {source.items!r} gives no list; at the top of the answer there is: {names}",
    )


def _next(value: Any, source: ApiSource, base: str) -> str | None:
    following = _search(source.next, value)
    return urljoin(base, following) if isinstance(following, str) and following else None


def _listed(item: Any, source: ApiSource, base: str) -> Listed | None:
    fields = source.fields
    said = {name: _search(getattr(fields, name), item) for name in ApiFields.model_fields}
    address, identity = plain(said["url"]), plain(said["id"])
    url = article_url(address, base) if address else None
    if url is None and identity:
        url = f"{source.url}#{identity}"
    content = text_of(said["text"]) if fields.text else None
    if url is None or (fields.text and not (content or "").strip()):
        return None
    if content is None and "#" in url:
        return None
    published = plain(said["published"])
    return Listed(
        url=url,
        title=plain(said["title"]),
        published=published,
        stamp=plain(said["updated"]) or published,
        publisher=plain(said["publisher"]),
        input_id=identity,
        content=content,
        written_in=None if content is None else "html" if is_markup(content) else "text",
    )


def _search(expression: str | None, value: Any) -> Any:
    """Return what an expression finds; nothing where it does not fit the value."""
    if expression is None:
        return None
    try:
        return jmespath.search(expression, value)
    except jmespath.exceptions.JMESPathError:
        return None
