"""The elements of a JSON array one by one, however long the array is."""

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from tasks.ingest.stream import HEAD_BYTES

_STRUCTURE = re.compile(rb'["{}\[\],]')
_IN_STRING = re.compile(rb'["\\]')
_OPENING = frozenset({b"[", b"{"})
_CLOSING = frozenset({b"]", b"}"})


class Element(NamedTuple):
    """One element's JSON; `data` is only its beginning where `size` is larger."""

    number: int
    data: bytes
    size: int
    complete: bool
    """False for what is left at the end of an array that breaks off."""


class _Collected:
    """The bytes of the element that is being read, as far as they may be kept."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept = bytearray()
        self._size = 0
        self._number = 0

    def add(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size <= self._limit:
            self._kept += piece

    def take(self, *, complete: bool = True) -> Iterator[Element]:
        """Give the element, unless there is nothing but space."""
        data = bytes(self._kept).strip()
        if data or self._size > self._limit:
            self._number += 1
            yield Element(self._number, data, self._size, complete)
        self._kept.clear()
        self._size = 0


def elements(stream: io.BufferedIOBase, limit: int) -> Iterator[Element]:
    """Split a JSON array into its elements, holding at most `limit` bytes of one.

    Only quotation marks and brackets are looked at, so a broken element costs only itself.
    """
    depth = 0
    collected = _Collected(limit)
    for before, token in _pieces(stream):
        if depth:
            collected.add(before)
        depth += (token in _OPENING) - (token in _CLOSING)
        if depth == 0 or (depth == 1 and token == b","):
            yield from collected.take()
            if depth == 0 and token in _CLOSING:
                return
        elif not (depth == 1 and token in _OPENING):
            collected.add(token)
    yield from collected.take(complete=False)


def _pieces(stream: io.BufferedIOBase) -> Iterator[tuple[bytes, bytes]]:
    """Give brackets and commas outside strings, each with what stands before it.

    At the end of each chunk what is left of it is given with an empty token.
    """
    in_string = False
    skip = 0
    while chunk := stream.read(HEAD_BYTES):
        start, position = 0, skip
        while match := (_IN_STRING if in_string else _STRUCTURE).search(chunk, position):
            position = match.end()
            if match[0] == b'"':
                in_string = not in_string
            elif in_string:
                position += 1
            else:
                yield chunk[start : match.start()], match[0]
                start = position
        skip = max(0, position - len(chunk))
        yield chunk[start:], b""
