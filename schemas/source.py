"""An article as it came in."""

from functools import cached_property
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from schemas.base import Record
from schemas.ids import content_hash, content_uuid

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
MediaType = Literal["text/plain", "text/markdown", "text/html"]


class Source(Record):
    """One article as an input gave it: decoded, nothing cleaned, nothing judged.

    A file with many articles (JSON Lines, CSV, a feed, an archive) gives one source per article.
    """

    uri: Annotated[str, Field(min_length=1)]
    """Address of the article: the file's or the record's own (`file:///…/news.jsonl#rec-17`)."""
    file_uri: str
    """Address of the file that was read; equal to `uri` where the file is the article."""
    blob_sha256: Sha256
    """Hash of the file's bytes as they came; its name in the raw store."""
    locator: str | None = None
    """Where in the file: `line 17`, `row 4`, `entry 2`, `record 12`; null for a whole file."""
    format: str
    """Reader that read it: `text`, `markdown`, `html`, `json`, `csv`, `parquet`, `feed`, …"""
    media_type: MediaType = "text/plain"
    """What `content` is written in."""
    content: str
    """Body as read."""
    input_id: str | None = None
    """The input's own id, given back in every output."""
    url: str | None = None
    title: str | None = None
    published: str | None = None
    """Date as the input wrote it, unread."""
    publisher: str | None = None

    @cached_property
    def content_sha256(self) -> str:
        """Hash of all that the input says of this article, whatever file brings it."""
        parts = (self.media_type, self.title, self.published, self.publisher, self.url)
        said = [*(part or "" for part in parts), self.content]
        return content_hash("\x1f".join(said).encode("utf-8", "surrogatepass"))

    @cached_property
    def source_id(self) -> UUID:
        """Key: address + content."""
        return content_uuid("source", (self.uri, self.content_sha256))
