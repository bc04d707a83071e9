"""From a source to the articles that it names: a module for each kind of listing."""

from datetime import datetime

from schemas.fetch_source import (
    ApiSource,
    FeedSource,
    ListingSource,
    PageSource,
    SitemapSource,
    WebSource,
)
from tasks.fetch.listings.api import list_items
from tasks.fetch.listings.feed import list_feed
from tasks.fetch.listings.links import list_links
from tasks.fetch.listings.listed import Ask, Listed, Listing
from tasks.fetch.listings.sitemap import list_sitemap

__all__ = ["Ask", "Listed", "Listing", "list_articles"]


def list_articles(source: WebSource, ask: Ask, now: datetime) -> Listing:
    """Ask a source which articles it has; a page names only itself and is not asked.

    Raises:
        FetchError: it cannot be had or read.
    """
    match source:
        case FeedSource():
            return list_feed(source, ask)
        case SitemapSource():
            return list_sitemap(source, ask, now)
        case ListingSource():
            return list_links(source, ask)
        case ApiSource():
            return list_items(source, ask)
        case PageSource():
            return Listing((Listed(source.url),))
        case _:
            raise AssertionError(type(source))
