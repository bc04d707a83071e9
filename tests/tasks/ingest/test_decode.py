import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.ingest.decode import NotTextError, declared_encoding, decode

ENGLISH = "The minister’s visit to the “old town” ended – Café São Paulo was next. " * 4
RUSSIAN = "Министр обороны прибыл в Пекин с двухдневным визитом и встретился с коллегой. " * 4
CHINESE = "国防部长星期二访问了北京，并与总理举行了会谈。双方讨论了边境问题。" * 4


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((ENGLISH, name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252")),
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (CHINESE, "gb18030"),
        ("plain ASCII in wide letters", "utf-16-le"),
        ("plain ASCII in wide letters", "utf-16-be"),
        ("A single caf\u00e9.", "cp1252"),
    ],
)
def test_encodings_are_told(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.damaged) == (text, 0)


@pytest.mark.parametrize(
    ("data", "damaged"),
    [
        (ENGLISH.encode() + b"\xff", 1),
        (ENGLISH.encode() + "…".encode()[:2], 1),
        (b"cut short \xe2\x80", 1),
        ("already replaced \ufffd".encode(), 0),
        (ENGLISH.encode("utf-16")[:-1], 1),
    ],
)
def test_broken_places_are_counted(data: bytes, damaged: int) -> None:
    assert decode(data).damaged == damaged


def test_a_declared_charset_goes_before_a_guess() -> None:
    assert decode("Šiauliai ąčęėįš".encode("cp1257"), "windows-1257").text == "Šiauliai ąčęėįš"
    assert decode(ENGLISH.encode(), "cp1251").text == ENGLISH
    assert decode(ENGLISH.encode("cp1252"), "no-such-charset").text == ENGLISH


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b'<html><meta charset="windows-1251">', "cp1251"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?>', "cp1252"),
        (b"<meta charset=rot13>", None),
        (b"<html>", None),
    ],
)
def test_the_charset_of_a_page_is_found(head: bytes, encoding: str | None) -> None:
    assert declared_encoding(head) == encoding


@pytest.mark.parametrize(
    "data", [bytes(100), random.Random(5).randbytes(5000), bytes(range(256)) * 9]
)
def test_binary_is_no_text(data: bytes) -> None:
    with pytest.raises(NotTextError):
        decode(data)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        decode(data).text.encode()
    except NotTextError:
        return


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_valid_utf8_is_never_read_as_anything_else(text: str) -> None:
    assert decode(b"_" + text.encode()).text == "_" + text
