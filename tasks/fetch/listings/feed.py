"""RSS and Atom."""

from schemas.fetch_source import FeedSource
from tasks.fetch.failure import FetchError
from tasks.fetch.listings.listed import Ask, Listed, Listing
from tasks.fetch.urls import article_url
from tasks.ingest.formats.feed import BadFeedError, Entry, entries

LARGEST = 16 << 20
"""Bytes; parsing takes about twenty times as much memory."""


def list_feed(source: FeedSource, ask: Ask) -> Listing:
    """Return the entries of a feed; malformed feeds are read as far as they go.

    Raises:
        FetchError: the feed cannot be had or read.
    """
    answer = ask(source.url)
    if answer.body is None:
        return Listing((), unchanged=True)
    if len(answer.body) > LARGEST:
        raise FetchError("too_large", f"the feed has more than {LARGEST:,} bytes")
    try:
        found = entries(answer.body, answer.answered_by, answer.charset)
    except BadFeedError as error:
        raise FetchError("bad_record", str(error)) from None
    listed = [_listed(entry, answer.answered_by, source) for entry in found]
    articles = tuple(each for each in listed if each is not None)
    without = len(listed) - len(articles)
    complaint = f"{without} entries have neither a link nor a text" if without else None
    return Listing(articles, complete=(source.url,), complaint=complaint)


def _listed(entry: Entry, base: str, source: FeedSource) -> Listed | None:
    article = entry.article
    url = article_url(article.url, base) if article.url else None
    own = source.articles == "entry" or url is None
    if own and not article.content.strip():
        return None
    if url is None:
        identity = article.input_id or article.title
        if not identity:
            return None
        url = f"{source.url}#{identity}"
    return Listed(
        url=url,
        title=article.title,
        published=article.published,
        stamp=entry.updated or article.published,
        publisher=article.publisher,
        input_id=article.input_id,
        content=article.content if own else None,
        written_in=("html" if article.media_type == "text/html" else "text") if own else None,
    )
