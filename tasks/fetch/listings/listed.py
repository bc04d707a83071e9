"""What a listing names."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from tasks.fetch.answer import Answer

MOST = 50_000
"""Articles of one listing that are looked at: as many as one sitemap may have."""


class Listed(NamedTuple):
    """An article that a listing names; texts are as the listing writes them."""

    url: str
    title: str | None = None
    published: str | None = None
    stamp: str | None = None
    """Says by its changing that the article has changed."""
    publisher: str | None = None
    input_id: str | None = None
    content: str | None = None
    """The article, where the listing itself holds it."""
    written_in: Literal["html", "text"] | None = None
    """Form of `content`."""


class Listing(NamedTuple):
    """What came of asking for a listing."""

    articles: tuple[Listed, ...]
    unchanged: bool = False
    """Whether the server says that nothing has changed; there are no articles then."""
    complete: tuple[str, ...] = ()
    """Pages of the listing that need not be read again until they change."""
    complaint: str | None = None
    """What of it could not be read, although the rest could."""


Ask = Callable[[str], Answer]
"""Asks for a page of a listing, unless it has not changed; raises FetchError."""
