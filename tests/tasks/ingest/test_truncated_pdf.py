"""Of a PDF that breaks off, the pages before the break are read and the loss is told."""

import zlib
from typing import Any

import pytest

PAGES = 5
SAID = "Page {}: the foreign minister of Chile arrived in Lima on Tuesday for a visit."


def _content(number: int, pack: bool) -> bytes:
    drawn = b"BT /F1 12 Tf 72 720 Td (%s) Tj ET" % SAID.format(number).encode()
    how = b"/Filter /FlateDecode " if pack else b""
    data = zlib.compress(drawn) if pack else drawn
    return b"<< %s/Length %d >>\nstream\n%s\nendstream" % (how, len(data), data)


def pdf(packed: bool) -> bytes:
    """Make a PDF of five pages; `packed` ones come in a stream of objects, as newer writers do."""
    kids = b" ".join(b"%d 0 R" % (10 + number) for number in range(PAGES))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (PAGES, kids),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    for number in range(PAGES):
        objects[10 + number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (20 + number)
        )
    whole = {20 + number: _content(number + 1, packed) for number in range(PAGES)}
    if packed:
        told, bodies = b"", b""
        for number, body in objects.items():
            told += b"%d %d " % (number, len(bodies))
            bodies += body + b" "
        data = zlib.compress(told + bodies)
        head = b"<< /Type /ObjStm /N %d /First %d" % (len(objects), len(told))
        stream = b"%s /Filter /FlateDecode /Length %d >>" % (head, len(data))
        whole = {30: stream + b"\nstream\n" + data + b"\nendstream", **whole}
    else:
        whole = objects | whole
    out = b"%PDF-1.5\n"
    for number, body in whole.items():
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return out


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("share", [1.0, 0.9, 0.8])
def test_pages_before_the_break_are_read(reading: Any, packed: bool, share: float) -> None:
    data = pdf(packed)
    sources, rejects = reading("cut.pdf", data[: int(len(data) * share)])
    (source,) = sources
    (reject,) = rejects
    read = [n for n in range(1, PAGES + 1) if SAID.format(n) in source.content]
    assert read == list(range(1, len(read) + 1))
    assert len(read) == PAGES if share == 1 else 0 < len(read) < PAGES
    assert reject.reason == "truncated"
    assert f"the text of {len(read)} pages was read" in reject.message


@pytest.mark.parametrize(
    "data",
    [
        pdf(packed=False)[:300],
        pdf(packed=True)[:100],
        pdf(packed=False) + b"<< /Encrypt 9 0 R >>",
        b"%PDF-1.5\n" + b"1 0 obj " * 10_000,
        b"%PDF-1.5\n" + b"1 0 obj << /Type /Page /Parent 1 0 R /Contents 1 0 R >> endobj\n" * 2000,
    ],
)
def test_where_nothing_is_left_it_is_told(reading: Any, data: bytes) -> None:
    sources, rejects = reading("cut.pdf", data)
    assert not sources
    assert [reject.reason for reject in rejects] == ["truncated"]
    assert "no page of it can be read" in rejects[0].message
