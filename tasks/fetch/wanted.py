"""Which articles of a source are to be fetched at a visit."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import count
from threading import Lock

from schemas.fetch_source import PageSource, WebSource
from tasks.fetch.listings import Listed
from tasks.fetch.listings.age import too_old
from tasks.fetch.state import Known, SourceState


class Claims:
    """Which source brings which article: the first that names it."""

    def __init__(self, states: Iterable[SourceState]) -> None:
        self._owners = {
            url: state.name
            for state in states
            for url, known in state.known.items()
            if known.blob_sha256
        }
        self._lock = Lock()

    def take(self, url: str, name: str) -> bool:
        """Tell whether a source may fetch an article, which is then its own."""
        with self._lock:
            return self._owners.setdefault(url, name) == name


def eligible(articles: Iterable[Listed], source: WebSource, now: datetime) -> list[Listed]:
    """Return the articles that `include`, `exclude` and `max_age` let pass, each once."""
    include = re.compile(source.include or "")
    exclude = re.compile(source.exclude) if source.exclude else None
    passed: dict[str, Listed] = {}
    for article in articles:
        if not include.search(article.url) or (exclude and exclude.search(article.url)):
            continue
        if not too_old(article.published or article.stamp, source.max_age, now):
            passed.setdefault(article.url, article)
    return list(passed.values())


def wanted(
    articles: Iterable[Listed], state: SourceState, source: WebSource, now: datetime
) -> list[Listed]:
    """Return what is new, has changed, failed for a while, or is to be looked at for corrections.

    New and changed articles come first, in the order of the listing.
    """
    listed = {article.url: article for article in articles}
    fresh = [
        article
        for article in listed.values()
        if article.content is not None or _is_news(article, state.known.get(article.url))
    ]
    again = [
        listed.get(url)
        or Listed(url, known.title, known.published, known.stamp, known.publisher, known.input_id)
        for url, known in state.known.items()
        if _due_again(known, source, now) and not (url in listed and listed[url].content)
    ]
    return list({article.url: article for article in (*fresh, *again)}.values())


def remember_listed(state: SourceState, urls: Iterable[str], now: datetime) -> SourceState:
    """Return the state in which known articles that were named again are not forgotten."""
    named = {
        url: state.known[url].model_copy(update={"listed": now})
        for url in urls
        if url in state.known
    }
    return state.model_copy(update={"known": state.known | named})


def _is_news(article: Listed, known: Known | None) -> bool:
    return known is None or (article.stamp is not None and article.stamp != known.stamp)


def _due_again(known: Known, source: WebSource, now: datetime) -> bool:
    if isinstance(source, PageSource):
        return True
    if known.blob_sha256 is None or known.first_fetched is None:
        return known.refused is None
    return known.looks < len(ages := _ages(source)) and (
        now - known.first_fetched >= ages[known.looks]
    )


def _ages(source: WebSource) -> list[timedelta]:
    return sorted(source.revisit)


def at_one_visit(due: Iterable[Listed], most: int) -> list[Listed]:
    """Return what one visit takes: so many pages, and all that the listing holds itself."""
    pages = count()
    return [each for each in due if each.content is not None or next(pages) < most]


def pieces(articles: list[Listed], size: int) -> Iterator[list[Listed]]:
    """Yield the articles in pieces of `size`."""
    for start in range(0, len(articles), size):
        yield articles[start : start + size]
