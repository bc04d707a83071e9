"""What each format gives and refuses; `reading` is in conftest.py."""

import gzip
import io
import json
import random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pypdf import PdfWriter

from schemas.source import Source

TEXT = "The minister arrived."
RSS = '<rss version="2.0"><channel><title>The Wire</title>{}</channel></rss>'


def rows(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def parquet(**columns: Any) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)
    return buffer.getvalue()


def filled(source: Source) -> dict[str, Any]:
    names = ("uri", "media_type", "input_id", "title", "published", "publisher", "url", "content")
    return {name: value for name in names if (value := getattr(source, name)) is not None}


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", TEXT, {"uri": "file:///news/a.txt", "content": TEXT}),
        (
            "fm.txt",
            f"---\ntitle: Kyiv: what now\ndate: 2025-03-04\n---\n{TEXT}",
            {"title": "Kyiv: what now", "published": "2025-03-04", "content": TEXT},
        ),
        (
            "fm.md",
            f"---\r\nTitle: A\r\nsource: {{name: Wire}}\r\nurl: https://w.example/1\r\n---\r\n{TEXT}",
            {"title": "A", "publisher": "Wire", "uri": "https://w.example/1", "content": TEXT},
        ),
        ("rule.md", "---\n\nA rule.\n\n---\nMore", {"content": "---\n\nA rule.\n\n---\nMore"}),
        ("x.md", "---\nNote: ours\n---\nB", {"content": "---\nNote: ours\n---\nB"}),
        (
            "saved.html",
            f"<!-- saved from url=(0021)https://w.example/a --><html><p>{TEXT}</p></html>",
            {"media_type": "text/html", "url": "https://w.example/a", "uri": "https://w.example/a"},
        ),
        (
            "a.json",
            json.dumps({"ID": 7, "Headline": "T", "body": ["a", "b"], "publishedAt": "2025"}),
            {"input_id": "7", "title": "T", "content": "a\n\nb", "published": "2025"},
        ),
        (
            "news.json",
            json.dumps({"articles": [{"source": {"name": "Wire"}, "content": TEXT, "url": "x:y"}]}),
            {"publisher": "Wire", "url": "x:y", "uri": "file:///news/news.json#item=1"},
        ),
        (
            "feed.json",
            json.dumps({"title": "The Wire", "items": [{"id": "a b", "content_html": "<p>x</p>"}]}),
            {
                "publisher": "The Wire",
                "media_type": "text/html",
                "uri": "file:///news/feed.json#a%20b",
            },
        ),
        (
            "a.jsonl",
            rows({"text": "", "body": TEXT}),
            {"content": TEXT, "uri": "file:///news/a.jsonl#line=1"},
        ),
        ("nan.jsonl", '{"text": "x", "score": NaN, "text": "last"}', {"content": "last"}),
        ("float.jsonl", '{"id": 1.50, "text": "x"}\n', {"input_id": "1.50"}),
        (
            "long.jsonl",
            '{"id": 123456789012345678901234, "text": "x"}\n',
            {"input_id": "123456789012345678901234"},
        ),
        (
            "lone.jsonl",
            '{"id": "\\ud800", "text": "x \\ud800"}\n',
            {"input_id": "\ufffd", "content": "x \ufffd"},
        ),
        (
            "wide.csv",
            "id\ttext\r\n1\tx y\r\n".encode("utf-16"),
            {"input_id": "1", "content": "x y"},
        ),
        ("semi.csv", 'id;title;body\n1;a;"b; c\nd"\n', {"content": "b; c\nd", "title": "a"}),
        ("sloppy.csv", 'id,text\n1,"x" y\n', {"content": "x y"}),
        ("cp1252.csv", "id,text\n1,caf\u00e9\n".encode("cp1252"), {"content": "caf\u00e9"}),
        (
            "a.rss",
            RSS.format(f"<item><title>A &amp; B</title><description>{TEXT}</description></item>"),
            {
                "title": "A & B",
                "publisher": "The Wire",
                "media_type": "text/plain",
                "content": TEXT,
            },
        ),
        (
            "cut.rss",
            RSS.format("<item><title>A & B</title><description>x</description></item>")[:-20],
            {"title": "A & B", "publisher": "The Wire", "content": "x"},
        ),
        (
            "a.parquet",
            parquet(id=[7], text=[TEXT], date=[None]),
            {"input_id": "7", "content": TEXT},
        ),
        (
            "far.parquet",
            parquet(text=[TEXT], date=pa.array([2**31 - 1], pa.int32()).view(pa.date32())),
            {"published": "<value out of range: 2147483647>"},
        ),
        (
            "exact.parquet",
            parquet(text=[TEXT], date=pa.array([1746266400123456789], pa.timestamp("ns"))),
            {"published": "2025-05-03 10:00:00.123456789"},
        ),
        (
            "z.parquet.gz",
            gzip.compress(parquet(body=[TEXT]), mtime=0),
            {"uri": "file:///news/z.parquet.gz#row=1"},
        ),
    ],
)
def test_one_article_is_read(reading: Any, name: str, data: Any, expected: dict[str, str]) -> None:
    sources, rejects = reading(name, data)
    assert rejects == []
    assert len(sources) == 1
    assert filled(sources[0]).items() >= expected.items()


NOISE = random.Random(3).randbytes(3000)
MANY = gzip.compress(
    "".join(rows({"text": f"{TEXT} {n * n * n}"}) for n in range(900)).encode(), mtime=0
)


@pytest.mark.parametrize(
    ("name", "data", "good", "expected"),
    [
        ("zero.txt", b"", 0, [("empty", None)]),
        ("zero.txt.gz", gzip.compress(b"", mtime=0), 0, [("empty", None)]),
        ("photo.txt", NOISE, 0, [("binary", None)]),
        ("cut.gz", MANY[:15], 0, [("truncated", None)]),
        (
            "bad.jsonl",
            rows({"text": "a"}) + "{bad\n" + rows({"text": "b"}),
            2,
            [("bad_record", "line 2")],
        ),
        (
            "kinds.jsonl",
            rows({"text": "a"}, [1], 5, None),
            1,
            [("bad_record", f"line {n}") for n in (2, 3, 4)],
        ),
        ("deep.jsonl", '{"text": "a"}\n' + "[" * 99999 + "\n", 1, [("bad_record", "line 2")]),
        ("deep.json", "[" * 9999 + "]" * 9999, 0, [("bad_record", "item 1")]),
        (
            "none.jsonl",
            rows({"id": 1}, {"text": " "}, {"text": 5}),
            0,
            [("no_text", "line 2"), ("bad_record", "line 3"), ("missing_field", "line 1")],
        ),
        ("latin.jsonl", b'{"text": "\xc3\xa9\xc3\xa9 \xff"}\n', 1, [("bad_encoding", "line 1")]),
        (
            "twice.jsonl",
            rows({"id": "a", "text": "x"}, {"id": "a", "text": "y"}),
            2,
            [("bad_record", "line 2")],
        ),
        ("cut.json", '[{"text": "a"}, {"text": "b"}, {"te', 2, [("truncated", "item 3")]),
        ("bad.json", '[{"text": "a"}, {"text" "b"}, {"text": "c"}]', 2, [("bad_record", "item 2")]),
        ("not.json", "not json at all", 0, [("bad_record", None)]),
        ("no-text.csv", "id,headline\n1,x\n", 0, [("missing_field", None)]),
        ("header.csv", "id,text\n", 0, [("empty", None)]),
        ("ragged.csv", "id,text\n1,a,b\n2,c\n", 1, [("bad_record", "row 2")]),
        ("open.csv", 'id,text\n1,a\n2,"b\n3,c\n', 2, [("bad_record", "row 3")]),
        ("cells.parquet", parquet(headline=["x"]), 0, [("missing_field", None)]),
        ("cut.parquet", parquet(text=["x"])[:-9], 0, [("truncated", None)]),
        ("empty.rss", RSS.format(""), 0, [("empty", None)]),
        ("any.xml", "<?xml version='1.0'?><a/>", 0, [("unknown_format", None)]),
        (
            "bomb.rss",
            '<!DOCTYPE r [<!ENTITY a "&b;">]>' + RSS.format("&a;"),
            0,
            [("bad_record", None)],
        ),
        ("cut.pdf", b"%PDF-1.4\nrubbish", 0, [("truncated", None)]),
        ("page.pdf", b"", 0, [("no_text", None)]),
        ("locked.pdf", b"locked", 0, [("unreadable", None)]),
    ],
)
def test_what_is_bad_is_told_and_the_rest_is_read(
    reading: Any, name: str, data: Any, good: int, expected: list[tuple[str, str | None]]
) -> None:
    content = blank_pdf("secret" if data else "") if name in {"page.pdf", "locked.pdf"} else data
    sources, rejects = reading(name, content)
    assert [(reject.reason, reject.locator) for reject in rejects] == expected
    assert len(sources) == good
    assert len({reject.reject_id for reject in rejects}) == len(rejects)
    for reject in rejects:
        assert reject.message.startswith(name)
        assert "\n" not in reject.message


def blank_pdf(password: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if password:
        writer.encrypt(password)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_broken_archive_gives_what_stands_before_the_break(reading: Any) -> None:
    sources, rejects = reading("cut.jsonl.gz", MANY[:-200])
    assert [reject.reason for reject in rejects] == ["truncated"]
    assert 700 < len(sources) < 900


def test_a_message_names_the_columns_and_the_remedy(reading: Any) -> None:
    _, rejects = reading("t.csv", "id,headline,story\n1,a,b\n")
    assert "id, headline, story" in rejects[0].message
    assert "SITREP_COLUMNS__TEXT" in rejects[0].message
    sources, _ = reading("t.csv", "id,headline,story\n1,a,b\n", columns={"text": ("story",)})
    assert sources[0].content == "b"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "x" * 2000),
        ("a.html", "<html>" + "x" * 2000),
        ("a.jsonl", rows({"id": "x", "text": "x" * 2000})),
        ("a.json", "[" + json.dumps({"text": "x" * 2000}) + "]"),
        ("a.csv", "id,text\n1," + "x" * 2000),
        ("a.csv", 'id,text\n1,"' + "x\n" * 1000 + '"\n'),
        ("a.parquet", parquet(text=["x" * 2000])),
        ("a.txt.gz", gzip.compress(b"x" * 2000, mtime=0)),
    ],
)
def test_an_article_that_is_too_large_is_refused(reading: Any, name: str, data: Any) -> None:
    sources, rejects = reading(name, data, max_record_bytes=1000)
    assert sources == []
    assert {reject.reason for reject in rejects} <= {"too_large", "bad_record", "no_text"}
    assert rejects


def test_a_file_that_is_too_large_is_read_up_to_the_limit(reading: Any) -> None:
    data = rows({"id": 1, "text": TEXT}) * 100
    sources, rejects = reading(
        "a.jsonl.gz", gzip.compress(data.encode(), mtime=0), max_file_bytes=1000
    )
    assert rejects[-1].reason == "too_large"
    assert len(sources) == 1000 // len(rows({"id": 1, "text": TEXT}))


def test_the_address_of_a_repeated_id_does_not_hang_on_its_line(reading: Any) -> None:
    first, second = {"id": "a", "text": "x"}, {"id": "a", "text": "y"}
    between = {"id": "b", "text": "z"}
    plain, _ = reading("a.jsonl", rows(first, second))
    moved, _ = reading("a.jsonl", rows(first, between, second))
    assert plain[0].uri == "file:///news/a.jsonl#a"
    assert len({source.uri for source in moved}) == 3
    assert {source.uri for source in plain} < {source.uri for source in moved}


def test_a_file_that_has_gone_is_a_reject(tmp_path: Any) -> None:
    from schemas.settings import Settings
    from tasks.ingest import InputFile, read

    file = InputFile(tmp_path / "gone.txt", "file:///gone.txt", 1, 0)
    (reject,) = read(file, "0" * 64, Settings(data=tmp_path))
    assert reject.reason == "unreadable"  # type: ignore[union-attr]


def test_a_password_in_an_address_is_not_kept(reading: Any) -> None:
    line = json.dumps({"text": "said", "url": "https://user:s3cret@x.org/a?b=c@d"})
    ((source,), rejects) = reading("a.jsonl", line)
    assert source.uri == source.url == "https://x.org/a?b=c@d"
    assert not rejects


def test_many_rejects_of_a_kind_are_told_by_their_number(reading: Any) -> None:
    sources, rejects = reading("a.jsonl", '{"text": "a"}\n' + "{x\n" * 1500)
    assert len(sources) == 1
    assert len(rejects) == 1001
    assert rejects[-1].locator == "more 500"


def test_records_without_a_text_are_one_reject_a_file(reading: Any) -> None:
    lines = '{"story": "x", "n": 1}\n' * 50 + '{"text": "said"}\n'
    sources, (reject,) = reading("a.jsonl", lines)
    assert len(sources) == 1
    assert "50 records" in reject.message
    assert "story" in reject.message
    assert "SITREP_COLUMNS__TEXT" in reject.message
