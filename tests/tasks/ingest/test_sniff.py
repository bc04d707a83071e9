import pytest

from schemas.settings import Columns
from tasks.ingest.sniff import Refused, delimiter_of, sniff

RSS = b'<?xml version="1.0"?><rss version="2.0"><channel>'
RECORD = b'{"id": "1", "text": "x"}'


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"A minister arrived.", "a.txt", "text"),
        (b"A minister arrived.", "a", "text"),
        (b"A minister arrived.", "a.log.gz", "text"),
        (b"# A minister arrived", "a.MD", "markdown"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "a.txt", "html"),
        (b"<?xml version='1.0'?><html xmlns='x'>", "a.xml", "html"),
        (b"words only", "a.htm", "html"),
        (RSS, "a.xml", "feed"),
        (RSS, "a.txt", "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "a", "feed"),
        (RECORD, "a", "json"),
        (RECORD + b"\n" + RECORD, "a", "jsonl"),
        (RECORD + b"\n" + RECORD, "a.json", "jsonl"),
        (RECORD, "a.ndjson", "jsonl"),
        (b'{\n "text": "x"\n}', "a.txt", "json"),
        (b"[" + RECORD, "a.jsonl", "json"),
        (b"[Reuters] The minister", "a.txt", "text"),
        (b"{curly} words", "a.txt", "text"),
        (b"not json", "a.json", "json"),
        (b"id,text\n1,x", "a.csv", "csv"),
        (b"id\ttext\n1\tx", "stdin:abc", "csv"),
        (b"First, the text,\nthen more", "a.txt", "text"),
        (b"PAR1....", "a.txt", "parquet"),
        (b"\n\n%PDF-1.7", "a.bin", "pdf"),
        (b"WARC/1.0\r\n", "a", "warc"),
        ("id,text\n".encode("utf-16"), "a.csv", "csv"),
    ],
)
def test_content_tells_the_format(head: bytes, name: str, expected: str) -> None:
    assert sniff(head, name, Columns()) == expected


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"PK\x03\x04docx", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (bytes(500), "binary"),
        (b"\x1f\x8b\x08twice", "binary"),
        (b"<?xml version='1.0'?><invoice/>", "unknown_format"),
    ],
)
def test_what_no_reader_reads_is_refused(head: bytes, reason: str) -> None:
    refused = sniff(head, "a.xml", Columns())
    assert isinstance(refused, Refused)
    assert refused.reason == reason


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [
        ("id,title,text", ","),
        ("id;title;text", ";"),
        ("a\tb\tc", "\t"),
        ("id|text", "|"),
        ("text", ","),
    ],
)
def test_the_delimiter_is_that_which_names_columns(header: str, delimiter: str) -> None:
    assert (delimiter_of(header + "\n1;2,3", Columns()) or ",") == delimiter
