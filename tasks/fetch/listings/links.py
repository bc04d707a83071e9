"""Pages that list articles by links."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html
from lxml.cssselect import CSSSelector

from schemas.fetch_source import ListingSource
from tasks.fetch.answer import Answer
from tasks.fetch.failure import FetchError
from tasks.fetch.listings.listed import MOST, Ask, Listed, Listing
from tasks.fetch.urls import article_url
from tasks.ingest.decode import NotTextError, declared_encoding, decode


def list_links(source: ListingSource, ask: Ask) -> Listing:
    """Return the links of a page that `css`, `xpath` or `pattern` selects, each once, in order.

    Raises:
        FetchError: the page cannot be had or read, or there is no such link.
    """
    answer = ask(source.url)
    if answer.body is None:
        return Listing((), unchanged=True)
    tree = _parsed(answer)
    base = answer.answered_by
    tree.make_links_absolute(base, resolve_base_href=True, handle_failures="ignore")
    urls = dict.fromkeys(
        url for link in _links(source, tree) if (url := article_url(link, base)) is not None
    )
    if not urls:
        way = "css" if source.css else "xpath" if source.xpath else "pattern"
        raise FetchError(
            "missing_field",
            f"the page has no link that {way} = {getattr(source, way)!r} selects: has the site"
            f" changed? `sitrep fetch {source.name} --try` shows what is found",
        )
    return Listing(tuple(map(Listed, list(urls)[:MOST])), complete=(source.url,))


def _parsed(answer: Answer) -> html.HtmlElement:
    body = answer.body or b""
    try:
        text = decode(body, answer.charset or declared_encoding(body)).text
        parser = html.HTMLParser(encoding="utf-8")
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (NotTextError, etree.ParserError, ValueError) as error:
        raise FetchError("bad_record", f"this is no page ({error})") from None


def _links(source: ListingSource, tree: html.HtmlElement) -> Iterator[str]:
    if source.pattern is not None:
        wanted = re.compile(source.pattern)
        yield from (link for link in _within(tree) if wanted.search(link))
        return
    found: Any = CSSSelector(source.css)(tree) if source.css else tree.xpath(source.xpath or "")
    for each in found if isinstance(found, list) else []:
        if isinstance(each, str):
            yield each
        elif isinstance(each, etree._Element):
            yield from _within(each)


def _within(element: etree._Element) -> Iterator[str]:
    """Yield the addresses of the links that an element is or holds."""
    for link in element.iter("a", "area", "link"):
        if address := link.get("href"):
            yield address
