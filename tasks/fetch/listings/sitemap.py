"""Sitemaps, news sitemaps and their indexes (sitemaps.org, Google News)."""

from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from schemas.fetch_source import SitemapSource
from tasks.fetch.body import unzipped
from tasks.fetch.failure import FetchError
from tasks.fetch.listings.age import too_old
from tasks.fetch.listings.listed import MOST, Ask, Listed, Listing
from tasks.fetch.urls import article_url

CHILDREN = 50
"""Sitemaps of an index that are asked for at one visit, the last changed first."""
LARGEST = 60 << 20
"""Bytes, unpacked; sitemaps.org allows 50 MB."""
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def list_sitemap(source: SitemapSource, ask: Ask, now: datetime) -> Listing:
    """Return the pages of a sitemap, or of those that an index names.

    Of an index, sitemaps that have not changed for `max_age` are passed over; one that cannot be
    had is told and does not keep the others from being read.

    Raises:
        FetchError: the sitemap or index cannot be had or read.
    """
    answer = ask(source.url)
    if answer.body is None:
        return Listing((), unchanged=True)
    root = _parsed(answer.body)
    if _name(root) == "urlset":
        return Listing(tuple(_pages(root, answer.answered_by)), complete=(source.url,))
    if _name(root) != "sitemapindex":
        raise FetchError(
            "bad_record", f"this is <{_name(root)}>, neither sitemap nor index of them"
        )
    return _children(_recent(root, answer.answered_by, source, now), ask)


def _children(urls: list[str], ask: Ask) -> Listing:
    articles: list[Listed] = []
    complete: list[str] = []
    complaints: list[str] = []
    for url in urls:
        try:
            answer = ask(url)
            if answer.body is not None:
                articles += _pages(_parsed(answer.body), answer.answered_by)
        except FetchError as error:
            complaints.append(f"{url}: {error.message}")
            continue
        complete.append(url)
    if complaints and not complete:
        raise FetchError("bad_response", f"no sitemap of the index can be read: {complaints[0]}")
    return Listing(
        tuple(articles[:MOST]),
        complete=tuple(complete),
        complaint="; ".join(complaints) or None,
    )


def _recent(root: etree._Element, base: str, source: SitemapSource, now: datetime) -> list[str]:
    found = []
    for child in root:
        told = _texts(child)
        url = article_url(told.get("loc", ""), base) if told.get("loc") else None
        changed = told.get("lastmod")
        if url is not None and not too_old(changed, source.max_age, now):
            found.append((changed or "", url))
    return [url for _, url in sorted(found, reverse=True)[:CHILDREN]]


def _pages(root: etree._Element, base: str) -> Iterator[Listed]:
    for element in root[:MOST]:
        told = _texts(element)
        url = article_url(told.get("loc", ""), base) if told.get("loc") else None
        if url is None:
            continue
        yield Listed(
            url=url,
            title=told.get("title"),
            published=told.get("publication_date"),
            stamp=told.get("lastmod") or told.get("publication_date"),
            publisher=told.get("name"),
        )


def _texts(element: etree._Element) -> dict[str, str]:
    """Return what an entry says, its news part included: local name → text."""
    said: dict[str, str] = {}
    for inner in element.iter(etree.Element):
        name = _name(inner)
        news = str(inner.tag).startswith(_NEWS)
        text = (inner.text or "").strip()
        if text and (news or inner.getparent() is element) and name not in said:
            said[name] = text
    return said


def _parsed(body: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(unzipped(body, LARGEST), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FetchError("bad_record", f"this is no sitemap ({error})") from None
    if root is None:
        raise FetchError("bad_record", "this is no sitemap: there is no XML in it")
    return root


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""
