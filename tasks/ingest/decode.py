"""From bytes to text, whatever they are encoded in."""

import codecs
import re
from functools import lru_cache
from typing import NamedTuple

from charset_normalizer import from_bytes

SAMPLE_BYTES = 1 << 16
LAST_RESORT = "cp1252"
FEW = 0.03
"""Share of non-ASCII bytes below which a legacy encoding is taken for cp1252 without a guess.

English text has curly quotes, dashes and a few names: 0.2 to 1.5 %; French has 3 to 5 %. On so
few bytes the statistics of charset-normalizer name arbitrary code pages.
"""
CONTROL_SHARE = 0.005
STRAY_CONTROLS = 3
"""Share of control characters above which bytes are no text, and how many are let pass always.

Real text has none, or a stray one; of any compressed or compiled file they are 10 % and more.
"""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<meta\b[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})"
    rb"|<\?xml\b[^>]{0,100}?\bencoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})[\"']",
    re.IGNORECASE,
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_CONTROLS = bytes([*range(9), 11, *range(14, 27), *range(28, 32)])
_GUESSED = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r"),
    *("iso8859_2", "iso8859_5", "iso8859_7"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
]
"""What news of the last thirty years was written in; anything else would be a misreading."""


class NotTextError(ValueError):
    """Bytes that are no text in any encoding."""


class Decoded(NamedTuple):
    """Text, what it was encoded in, and how many broken places now read U+FFFD."""

    text: str
    encoding: str
    damaged: int


def bom_encoding(data: bytes) -> tuple[str, int] | None:
    """Return the encoding that a byte order mark tells, and the mark's length."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, len(mark)
    return None


def wide_encoding(head: bytes) -> str | None:
    """Return `utf-16-le` or `utf-16-be` where the zero bytes of ASCII say so without a mark."""
    if b"\0" not in head[:4096]:
        return None
    even, odd = head[0:4096:2], head[1:4096:2]
    if len(odd) < 2:
        return None
    if odd.count(0) > 0.4 * len(odd) and not even.count(0):
        return "utf-16-le"
    if even.count(0) > 0.4 * len(even) and not odd.count(0):
        return "utf-16-be"
    return None


def looks_binary(head: bytes) -> bool:
    """Tell whether too many control characters stand in `head` for any text."""
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > max(STRAY_CONTROLS, CONTROL_SHARE * len(head))


def declared_encoding(head: bytes) -> str | None:
    """Return the charset that an HTML meta element or an XML prolog names, if Python knows it."""
    match = _DECLARED.search(head[:4096])
    return known_encoding((match[1] or match[2]).decode("ascii", "ignore")) if match else None


def known_encoding(label: str | None) -> str | None:
    """Return Python's name of an encoding; Latin-1 and ASCII mean cp1252, as browsers take them."""
    try:
        name = codecs.lookup((label or "").strip()).name
        "".encode(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    return LAST_RESORT if name in {"ascii", "iso8859-1"} else name


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a whole text.

    In this order: a byte order mark, or the zero bytes of UTF-16; UTF-8; the declared charset;
    UTF-8 with broken places, where most of what is not ASCII is valid; a guess by statistics on a
    sample; cp1252.

    Raises:
        NotTextError: the bytes are no text.
    """
    if mark := bom_encoding(data):
        encoding, length = mark
        return _replacing(data[length:], encoding)
    if wide := wide_encoding(data):
        return _replacing(data, wide)
    if looks_binary(data[:SAMPLE_BYTES]):
        raise NotTextError("control characters all through it")
    try:
        return Decoded(data.decode(), "utf-8", 0)
    except UnicodeDecodeError:
        pass
    return _declared(data, declared) or _mostly_utf8(data) or _legacy(data)


def _replacing(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    own = data.count("\ufffd".encode(encoding, "ignore")) if encoding.startswith("utf") else 0
    return Decoded(text, encoding, max(0, text.count("\ufffd") - own))


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    encoding = known_encoding(declared)
    if encoding is None or encoding == "utf-8":
        return None
    try:
        return Decoded(data.decode(encoding), encoding, 0)
    except UnicodeDecodeError:
        return None


def _mostly_utf8(data: bytes) -> Decoded | None:
    """Decode as UTF-8 with broken places, if valid and half-valid sequences outnumber the rest."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    valid = len(text) - len(text.encode("ascii", "ignore")) - text.count("\ufffd")
    skipped = sum(len(run) for run in _HIGH.findall(data)) - sum(
        len(char.encode()) for char in text if char > "\x7f" and char != "\ufffd"
    )
    cut_short = max(0, skipped - broken)
    return Decoded(text, "utf-8", broken) if valid + cut_short >= broken else None


def _legacy(data: bytes) -> Decoded:
    encoding = LAST_RESORT
    high = _HIGH.findall(data)
    if sum(map(len, high)) > FEW * len(data):
        encoding = _guess(data[_HIGH.search(data).start() :][:SAMPLE_BYTES])  # type: ignore[union-attr]
    return _replacing(data, encoding)


@lru_cache(maxsize=64)
def _guess(sample: bytes) -> str:
    matches = from_bytes(sample, cp_isolation=_GUESSED)
    best = matches.best()
    if best is None:
        return LAST_RESORT
    as_good = (
        match.encoding
        for match in matches
        if match.chaos <= best.chaos and match.coherence >= best.coherence
    )
    return LAST_RESORT if LAST_RESORT in as_good else best.encoding
