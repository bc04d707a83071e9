"""What is left of a PDF that breaks off: its pages up to the break, as a PDF of their own."""

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

UNPACKED_BYTES = 16 << 20
"""Of one stream of packed objects at most this much is unpacked."""
MOST_PAGES = 5000

_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})[ \t\r\n](\d{1,5})[ \t\r\n]obj\b")
_END = b"endobj"
_STREAM = re.compile(rb"stream\r?\n")
_PAGE = re.compile(rb"/Type\s{0,9}/Page(?![A-Za-z])")
_PACKED = re.compile(rb"/Type\s{0,9}/ObjStm\b")
_COUNT = re.compile(rb"/N\s{1,9}(\d{1,6})(?!\d)")
_FIRST = re.compile(rb"/First\s{1,9}(\d{1,8})(?!\d)")
_NUMBERS = re.compile(rb"\d{1,10}")


class _Object(NamedTuple):
    number: int
    body: bytes


def salvage(data: bytes) -> bytes | None:
    """Return a whole PDF of the pages whose objects stand in `data`; None if there is none.

    Objects are found by their marks, not by the table at the end of the file, which is lost. Of
    an encrypted file nothing is left: its key stood at the end.
    """
    if b"/Encrypt" in data:
        return None
    found = list(_objects(data))
    found += [inner for outer in found for inner in _unpacked(outer.body)]
    bodies = dict(found)
    pages = [number for number, body in bodies.items() if _PAGE.search(_head(body))]
    return _rebuilt(bodies, pages[:MOST_PAGES]) if pages else None


def _objects(data: bytes) -> Iterator[_Object]:
    """Yield the objects that are there to their end."""
    at = 0
    while match := _OBJECT.search(data, at):
        end = data.find(_END, match.end())
        if end < 0:
            return
        yield _Object(int(match[1]), data[match.end() : end])
        at = end


def _head(body: bytes) -> bytes:
    """Return what stands before the object's stream, if it has one."""
    stream = _STREAM.search(body)
    return body[: stream.start()] if stream else body


def _unpacked(body: bytes) -> Iterator[_Object]:
    """Yield the objects that are packed into one stream."""
    head = _head(body)
    count, first = _COUNT.search(head), _FIRST.search(head)
    if not (_PACKED.search(head) and count and first and b"/FlateDecode" in head):
        return
    stream = _STREAM.search(body)
    try:
        packed = zlib.decompressobj().decompress(
            body[stream.end() :] if stream else b"", UNPACKED_BYTES
        )
    except zlib.error:
        return
    start = int(first[1])
    told = [int(each) for each in _NUMBERS.findall(packed[:start])][: 2 * int(count[1])]
    numbers, offsets = told[::2], [*told[1::2], len(packed) - start]
    for number, begin, end in zip(numbers, offsets, offsets[1:], strict=False):
        yield _Object(number, packed[start + begin : start + end])


def _rebuilt(bodies: dict[int, bytes], pages: list[int]) -> bytes:
    """Write the objects with a new root, tree of pages and table."""
    root, tree = max(bodies) + 1, max(bodies) + 2
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    whole = dict(bodies)
    whole[root] = b"<< /Type /Catalog /Pages %d 0 R >>" % tree
    whole[tree] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids)
    out = bytearray(b"%PDF-1.5\n")
    table = bytearray()
    for number, body in whole.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body.strip())
    at = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n" + table
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (tree + 1, root, at)
    return bytes(out)
