"""An article made ready to be read."""

from datetime import date
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import Field

from schemas.base import Record
from schemas.ids import content_uuid
from schemas.source import Sha256, Source

DateOrigin = Literal["metadata", "front_matter", "page", "dateline", "url"]


class Document(Record):
    """Title and text of one article, normalized; all offsets count code points of these two."""

    document_id: UUID
    """Key: address + content of the source. A changed article is a new version, a new key."""
    source_id: UUID
    uri: str
    content_sha256: Sha256
    """Hash of what the input said (see `Source.content_sha256`)."""
    text_sha256: Sha256
    """Hash of the folded title and text: equal for exact copies."""
    signature: tuple[int, ...] = ()
    """MinHash of the text's word shingles, 32-bit values; its agreement estimates likeness."""
    input_id: str | None = None
    url: str | None = None
    title: str | None = None
    text: Annotated[str, Field(min_length=1)]
    published: date | None = None
    published_from: DateOrigin | None = None
    publisher: str | None = None
    language: str = "en"
    """ISO 639-1."""
    removed: tuple[str, ...] = ()
    """Names of the furniture rules that took something out."""

    @staticmethod
    def key(source: Source) -> UUID:
        """Return the id of the document that `source` becomes."""
        return content_uuid("document", (source.uri, source.content_sha256))

    @classmethod
    def of(cls, source: Source, **fields: Any) -> Self:
        """Return the document that `source` becomes; what names it is as in the source.

        Args:
            fields: all others, `text` and `text_sha256` at the least.
        """
        names: dict[str, Any] = {
            "document_id": cls.key(source),
            "source_id": source.source_id,
            "uri": source.uri,
            "content_sha256": source.content_sha256,
            "input_id": source.input_id,
            "url": source.url,
        }
        return cls(**names | fields)
