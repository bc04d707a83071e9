"""What could not be used, and why."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from schemas.base import Record
from schemas.ids import content_uuid
from schemas.source import Sha256

Stage = Literal["fetch", "ingest", "normalize", "extract", "load"]
Reason = Literal[
    "bad_address",
    "bad_archive",
    "bad_certificate",
    "bad_date",
    "bad_encoding",
    "bad_record",
    "bad_redirect",
    "bad_response",
    "bad_span",
    "binary",
    "empty",
    "http_status",
    "internal_error",
    "missing_field",
    "no_text",
    "not_found",
    "not_language",
    "robots",
    "timed_out",
    "too_large",
    "too_slow",
    "truncated",
    "unknown_format",
    "unreachable",
    "unreadable",
]
EXCERPT_CHARS = 500
"""How much of what was refused is kept in the row; the raw store holds all of it."""


class Reject(Record):
    """One input, article or value that was refused; nothing refused is lost."""

    reject_id: UUID
    stage: Stage
    reason: Reason
    message: Annotated[str, Field(min_length=1)]
    """What is wrong and what to do, for a person."""
    uri: str
    locator: str | None = None
    blob_sha256: Sha256 | None = None
    document_id: UUID | None = None
    """Set where only a value was refused and the document was loaded without it."""
    excerpt: str = ""

    @classmethod
    def of(
        cls,
        stage: Stage,
        reason: Reason,
        message: str,
        *,
        uri: str,
        locator: str | None = None,
        blob_sha256: str | None = None,
        document_id: UUID | None = None,
        excerpt: str = "",
    ) -> "Reject":
        """Make a reject with its key: the same refusal of the same bytes is one row."""
        parts = (stage, reason, uri, locator or "", blob_sha256 or "", str(document_id or ""))
        return cls(
            reject_id=content_uuid("reject", parts),
            stage=stage,
            reason=reason,
            message=message,
            uri=uri,
            locator=locator,
            blob_sha256=blob_sha256,
            document_id=document_id,
            excerpt=excerpt[:EXCERPT_CHARS],
        )
