"""The body of an answer: read up to a limit on the wire, unpacked up to a limit in memory."""

import zlib
from collections.abc import Iterable

from tasks.fetch.failure import FetchError

GZIP_MAGIC = b"\x1f\x8b"
ACCEPTED = "gzip, deflate"
_STEP = 1 << 18


def read_body(chunks: Iterable[bytes], coding: str, wire_limit: int, limit: int) -> bytes:
    """Read and unpack a body.

    Args:
        chunks: the bytes as they come.
        coding: the header `Content-Encoding`.
        wire_limit: bytes that may be sent.
        limit: bytes that they may unpack to.

    Raises:
        FetchError: it is too large, or not packed as it says.
    """
    unpacker = _unpacker(coding)
    body = bytearray()
    sent = 0
    for chunk in chunks:
        sent += len(chunk)
        if sent > wire_limit:
            raise _too_large("sent", wire_limit, "MAX_WIRE_BYTES")
        body += chunk if unpacker is None else unpacker.feed(chunk, limit - len(body))
        if len(body) > limit:
            raise _too_large("unpacked", limit, "MAX_BODY_BYTES")
    if unpacker is not None and sent and not unpacker.complete:
        raise FetchError("truncated", "the compressed answer breaks off", transient=True)
    return bytes(body)


def unzipped(body: bytes, limit: int) -> bytes:
    """Return a body that is itself a gzip file (`sitemap.xml.gz`) unpacked, any other as it is.

    Raises:
        FetchError: as for `read_body`.
    """
    if not body.startswith(GZIP_MAGIC):
        return body
    return read_body([body], "gzip", len(body), limit)


class _Unpacker:
    """Unpacks gzip (also of several members) or deflate, never much more than is asked for.

    What follows the end of the packed data is passed over, as browsers do.
    """

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._inflate = zlib.decompressobj(wbits)
        self._begun = False

    @property
    def complete(self) -> bool:
        return self._inflate.eof or not self._begun

    def feed(self, data: bytes, room: int) -> bytes:
        """Unpack `data` until it ends or yields more than `room` bytes."""
        out = bytearray()
        while data and len(out) <= room:
            if self._inflate.eof:
                if not data.startswith(GZIP_MAGIC):
                    break
                self._inflate = zlib.decompressobj(self._wbits)
            out += self._piece(data)
            data = self._inflate.unconsumed_tail or self._inflate.unused_data
        return bytes(out)

    def _piece(self, data: bytes) -> bytes:
        try:
            piece = self._inflate.decompress(data, _STEP)
        except zlib.error as error:
            if not self._begun and self._wbits == zlib.MAX_WBITS:
                self._wbits = -zlib.MAX_WBITS
                self._inflate = zlib.decompressobj(self._wbits)
                return self._piece(data)
            raise FetchError(
                "bad_response", f"the answer is not compressed as it says ({error})"
            ) from None
        self._begun = True
        return piece


def _unpacker(coding: str) -> _Unpacker | None:
    match coding.strip().casefold():
        case "" | "identity":
            return None
        case "gzip" | "x-gzip":
            return _Unpacker(zlib.MAX_WBITS | 16)
        case "deflate":
            return _Unpacker(zlib.MAX_WBITS)
        case other:
            raise FetchError(
                "bad_response",
                f"the answer is compressed as {other[:40]!r}, which was not asked for",
            )


def _too_large(how: str, limit: int, setting: str) -> FetchError:
    return FetchError(
        "too_large",
        f"the answer has more than {limit:,} bytes {how}. If that is right, raise"
        f" SITREP_FETCH__{setting}",
    )
