"""Bytes of a file as a bounded stream: unzipped, cut into lines, or made seekable."""

import codecs
import io
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from schemas.reject import Reason

GZIP_MAGIC = b"\x1f\x8b\x08"
HEAD_BYTES = 1 << 16
"""How much of a file is looked at to tell its format; also what is read at once."""
_SALVAGE_BYTES = 64
_SPOOL_BYTES = 32 << 20


class Damage(NamedTuple):
    """Why a stream ended before its time."""

    reason: Reason
    message: str


class Blob(io.RawIOBase):
    """A file's content, unzipped where it is gzipped (with any number of members).

    Broken or endless input ends the stream early and never raises: all that is readable before
    the break is given, and `damage` then says what happened.

    Args:
        raw: the file, open and at its start; closed with this.
        limit: bytes, after decompression, at which the stream ends.
    """

    def __init__(self, raw: BinaryIO, limit: int) -> None:
        self.raw = raw
        self.damage: Damage | None = None
        self.zipped = raw.read(len(GZIP_MAGIC)) == GZIP_MAGIC
        raw.seek(0)
        self._left = limit
        self._limit = limit
        self._pending = b""
        self._inflater: zlib._Decompress | None = None

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def close(self) -> None:
        """Close the file below."""
        self.raw.close()
        super().close()

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fill `buffer` as far as there are bytes."""
        filled = 0
        while filled < len(buffer) and self.damage is None:
            piece = self._piece(len(buffer) - filled)
            if not piece:
                break
            buffer[filled : filled + len(piece)] = piece
            filled += len(piece)
        return filled

    def _piece(self, size: int) -> bytes:
        piece = self._inflated(size) if self.zipped else self.raw.read(size)
        if len(piece) > self._left:
            self.damage = Damage(
                "too_large",
                f"only its first {self._limit:,} bytes were read; split it, or raise"
                " SITREP_MAX_FILE_BYTES",
            )
        piece = piece[: self._left]
        self._left -= len(piece)
        return piece

    def _inflated(self, size: int) -> bytes:
        while self.damage is None:
            chunk = self._pending or self.raw.read(HEAD_BYTES)
            self._pending = b""
            if not chunk:
                self._check_end()
                return b""
            if piece := self._member_piece(chunk, size):
                return piece
        return b""

    def _member_piece(self, chunk: bytes, size: int) -> bytes:
        if self._inflater is None:
            chunk = chunk.lstrip(b"\0")  # padding between members is allowed
            if not chunk:
                return b""
            self._inflater = zlib.decompressobj(wbits=31)
        before = self._inflater.copy()
        try:
            piece = self._inflater.decompress(chunk, size)
        except zlib.error:
            self.damage = Damage(
                "bad_archive", "its compressed data is broken; only what stands before was read"
            )
            return _salvage(before, chunk)[:size]
        self._pending = self._inflater.unconsumed_tail
        if self._inflater.eof:
            self._pending = self._inflater.unused_data
            self._inflater = None
        return piece

    def _check_end(self) -> None:
        if self._inflater is not None:
            self.damage = Damage(
                "truncated",
                "its compressed data breaks off; only what stands before was read."
                " Fetch the file again",
            )


def _salvage(inflater: "zlib._Decompress", chunk: bytes) -> bytes:
    """Return what can be unzipped of `chunk` before the byte at which it is broken."""
    saved = bytearray()
    for start in range(0, len(chunk), _SALVAGE_BYTES):
        try:
            saved += inflater.decompress(chunk[start : start + _SALVAGE_BYTES])
        except zlib.error:
            break
    return bytes(saved)


class Line(NamedTuple):
    """A line without its end; `data` is only the line's beginning where `size` is larger."""

    number: int
    data: bytes
    size: int
    complete: bool
    """Whether a line end follows; false for the last line of many files."""


def lines(stream: io.BufferedIOBase, limit: int) -> Iterator[Line]:
    """Cut a stream into lines, never holding more than `limit` bytes of one."""
    number = 0
    while data := stream.readline(limit + 1):
        number += 1
        size = len(data)
        tail = data
        while not tail.endswith(b"\n") and size > limit:
            tail = stream.readline(HEAD_BYTES)
            if not tail:
                break
            size += len(tail)
        complete = tail.endswith(b"\n")
        yield Line(number, data[:HEAD_BYTES] if size > limit + 1 else data, size, complete)


class Recoded(io.RawIOBase):
    """A stream of text in UTF-16 or UTF-32 as UTF-8; what is broken in it becomes U+FFFD."""

    def __init__(self, stream: io.BufferedIOBase, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = b""

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fill `buffer` as far as there are bytes."""
        while len(self._ready) < len(buffer):
            chunk = self._stream.read(HEAD_BYTES)
            self._ready += self._decoder.decode(chunk, final=not chunk).encode("utf-8", "replace")
            if not chunk:
                break
        filled = min(len(buffer), len(self._ready))
        buffer[:filled] = self._ready[:filled]
        self._ready = self._ready[filled:]
        return filled


def whole(stream: io.BufferedIOBase, limit: int) -> bytes | None:
    """Return all that is left of a stream, or None if it is more than `limit` bytes."""
    parts: list[bytes] = []
    size = 0
    while chunk := stream.read(HEAD_BYTES):
        parts.append(chunk)
        size += len(chunk)
        if size > limit:
            return None
    return b"".join(parts)


def seekable(stream: io.BufferedIOBase, blob: Blob) -> BinaryIO:
    """Return the content as a file that can be searched; a zipped one is unpacked to disk.

    Args:
        stream: the content, nothing of it read yet.
        blob: what lies below it.
    """
    if not blob.zipped:
        blob.raw.seek(0)
        return blob.raw
    spool = tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES)  # noqa: SIM115
    shutil.copyfileobj(stream, spool)
    spool.seek(0)
    return spool  # type: ignore[return-value]
