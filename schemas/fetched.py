"""What the web gave: the lines of a list of fetched pages."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from schemas.base import Record
from schemas.reject import Reject
from schemas.source import Sha256

LIST_SUFFIX = ".fetched.jsonl"
"""By this ending the reader knows a list of fetched pages."""


class FetchedPage(Record):
    """An article that was fetched; its bytes lie gzipped in the raw store."""

    what: Literal["page"] = "page"
    source: str
    """Name of the source in `sources.toml`."""
    url: str
    """Address of the article; versions of it share this."""
    answered_by: str
    """Address that answered in the end, after redirects."""
    blob_sha256: Sha256
    """Hash of the gzipped bytes; their name in the raw store."""
    written_in: Literal["html", "text"] | None = None
    """Form of an article that a feed or interface gave; null for a page, whose bytes tell."""
    charset: str | None = None
    """As the server declared it."""
    retrieved: AwareDatetime
    etag: str | None = None
    last_modified: str | None = None
    input_id: str | None = None
    title: str | None = None
    published: str | None = None
    """As the feed, sitemap or interface wrote it."""
    publisher: str | None = None


class FetchRefusal(Record):
    """An article that could not be fetched."""

    what: Literal["refusal"] = "refusal"
    source: str
    reject: Reject


Line = Annotated[FetchedPage | FetchRefusal, Field(discriminator="what")]
LINE: TypeAdapter[FetchedPage | FetchRefusal] = TypeAdapter(Line)
