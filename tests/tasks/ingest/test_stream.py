import gzip
import io
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.ingest.formats.array import elements
from tasks.ingest.stream import HEAD_BYTES, Blob, Recoded, lines

NOISE = "".join(random.Random(7).choices("abcdefghij \n", k=400_000)).encode()
ZIPPED = gzip.compress(NOISE, mtime=0)


def content(data: bytes, limit: int = 1 << 30) -> tuple[bytes, str | None]:
    blob = Blob(io.BytesIO(data), limit)
    got = io.BufferedReader(blob, HEAD_BYTES).read()
    return got, blob.damage.reason if blob.damage else None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (NOISE, NOISE),
        (ZIPPED, NOISE),
        (ZIPPED + ZIPPED, NOISE + NOISE),
        (ZIPPED + bytes(600), NOISE),
        (b"".join(gzip.compress(bytes([letter]), mtime=0) for letter in NOISE[:500]), NOISE[:500]),
        (b"", b""),
    ],
)
def test_content_comes_unzipped(data: bytes, expected: bytes) -> None:
    assert content(data) == (expected, None)


def test_what_stands_before_a_break_is_given() -> None:
    got, reason = content(ZIPPED[: len(ZIPPED) // 2])
    assert reason == "truncated"
    assert NOISE.startswith(got)
    assert len(got) > 0.49 * len(NOISE)


def test_what_stands_before_broken_bytes_is_given() -> None:
    data = bytearray(ZIPPED)
    middle = len(data) // 2
    data[middle : middle + 40] = bytes(40)
    got, reason = content(bytes(data))
    assert reason == "bad_archive"
    assert got[: int(0.49 * len(NOISE))] == NOISE[: int(0.49 * len(NOISE))]


def test_rubbish_after_the_last_member_is_told() -> None:
    assert content(ZIPPED + b"rubbish") == (NOISE, "bad_archive")


@pytest.mark.parametrize("data", [NOISE, ZIPPED])
def test_the_limit_counts_unzipped_bytes(data: bytes) -> None:
    assert content(data, 1000) == (NOISE[:1000], "too_large")
    assert content(data, len(NOISE)) == (NOISE, None)


@settings(deadline=None)
@given(st.lists(st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"")), max_size=8))
def test_lines_are_cut_as_python_cuts_them(parts: list[bytes]) -> None:
    data = b"\n".join(parts)
    found = [line.data for line in lines(io.BytesIO(data), 100)]
    assert found == data.splitlines(keepends=True) or b"".join(found) == data


def test_a_long_line_is_counted_but_not_kept() -> None:
    data = b"short\n" + b"x" * 3_000_000 + b"\nlast"
    found = list(lines(io.BytesIO(data), 1000))
    assert [(line.number, line.size, line.complete) for line in found] == [
        (1, 6, True),
        (2, 3_000_001, True),
        (3, 4, False),
    ]
    assert len(found[1].data) <= HEAD_BYTES


def test_wide_letters_become_utf8() -> None:
    text = "Ünïcödé 🚢\n" * 20_000
    stream = Recoded(io.BytesIO(text.encode("utf-16")), "utf-16")  # type: ignore[arg-type]
    assert io.BufferedReader(stream).read().decode() == text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'[{"a": 1}, {"b": [1, 2]}]', [b'{"a": 1}', b'{"b": [1, 2]}']),
        (b' [ {"a": "]},{\\""} , 5,"x,y"] tail', [b'{"a": "]},{\\""}', b"5", b'"x,y"']),
        (b"[]", []),
        (b"[ \n ]", []),
        (b"[[1,[2]],{}]", [b"[1,[2]]", b"{}"]),
    ],
)
def test_an_array_is_split_into_elements(data: bytes, expected: list[bytes]) -> None:
    found = list(elements(io.BytesIO(data), 1000))
    assert [element.data for element in found] == expected
    assert all(element.complete for element in found)
    assert [element.number for element in found] == list(range(1, len(expected) + 1))


def test_elements_may_lie_across_chunks() -> None:
    strings = ['"' + "\\\\" * number + "x" * (HEAD_BYTES - number) + '\\""' for number in range(9)]
    data = ("[" + ",".join(strings) + "]").encode()
    found = [element.data.decode() for element in elements(io.BytesIO(data), 1 << 20)]
    assert found == strings


def test_a_large_element_is_not_kept_and_a_cut_one_is_told() -> None:
    data = b'[{"a": "' + b"x" * 500_000 + b'"}, {"b": 1}, {"c": '
    found = list(elements(io.BytesIO(data), 1000))
    assert [(element.size > 1000, element.complete) for element in found] == [
        (True, True),
        (False, True),
        (False, False),
    ]
    assert len(found[0].data) <= 1000


def test_a_closed_blob_closes_its_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    raw = (tmp_path / "a").open("rb")
    Blob(raw, 10).close()
    assert raw.closed
