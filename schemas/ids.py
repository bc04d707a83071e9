"""Keys derived from content, so that the same input always gets the same key."""

import hashlib
from collections.abc import Iterable
from uuid import UUID

SEPARATOR = b"\x1f"


def content_hash(data: bytes) -> str:
    """SHA-256 of raw bytes as 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def content_uuid(kind: str, parts: Iterable[str]) -> UUID:
    """Return the key of the `kind` of thing that `parts` identify.

    The first 16 bytes of SHA-256 over the parts with their lengths, marked as a version 8 UUID
    (RFC 9562, section 5.8): no two lists of parts are spelt alike.
    """
    digest = hashlib.sha256(kind.encode())
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(SEPARATOR + str(len(encoded)).encode() + SEPARATOR + encoded)
    raw = bytearray(digest.digest()[:16])
    raw[6] = (raw[6] & 0x0F) | 0x80
    raw[8] = (raw[8] & 0x3F) | 0x80
    return UUID(bytes=bytes(raw))
