"""What format a file is in: its content decides, its name only where content leaves it open."""

import csv
import json
import re
from pathlib import PurePath
from typing import Literal, NamedTuple

from schemas.fetched import LIST_SUFFIX
from schemas.reject import Reason
from schemas.settings import Columns
from tasks.ingest.columns import fold
from tasks.ingest.decode import NotTextError, decode

Format = Literal[
    "text", "markdown", "html", "json", "jsonl", "csv", "parquet", "feed", "pdf", "warc", "fetched"
]
READABLE = (
    "text, Markdown, HTML, JSON, JSON Lines, CSV, Parquet, RSS, Atom, PDF and WARC,"
    " each also gzipped"
)


class Refused(NamedTuple):
    """Why a file is read by no reader."""

    reason: Reason
    message: str


_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"PAR1", "parquet"),
    (b"%PDF-", "pdf"),
    (b"WARC/1.", "warc"),
)
_BINARY = (
    (b"PK\x03\x04", "a ZIP archive or an office document; unpack it, or save it as PDF or text"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as PDF or text"),
    (b"{\\rtf", "an RTF document; save it as PDF or text"),
    (b"\x1f\x8b", "gzip inside gzip; unpack it once"),
    (b"BZh", "compressed with bzip2; unpack it, or use gzip"),
    (b"\xfd7zXZ\x00", "compressed with xz; unpack it, or use gzip"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd; unpack it, or use gzip"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database; export its table as CSV"),
)
_BY_NAME: dict[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_PROSE = frozenset({".txt", ".text", ".md", ".markdown"})
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|[a-z]{1,9}:feed)[\s>]", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1)[\s>]", re.IGNORECASE)
_JSON = re.compile(r"\{\s*[\"}]|\[\s*[\[{\"\]]")


def sniff(head: bytes, name: str, columns: Columns) -> Format | Refused:
    """Tell the format of a file from its first bytes (unzipped) and its name.

    Args:
        head: up to 64 KiB of the file's beginning.
        name: file name; an ending `.gz` is passed over.
        columns: names by which a table without a telling file name is known.
    """
    if name.endswith(LIST_SUFFIX):
        return "fetched"
    suffix = PurePath(name.casefold().removesuffix(".gz")).suffix
    if (known := _by_magic(head)) is not None:
        return known
    try:
        text = decode(head).text.lstrip("\ufeff \t\r\n")
    except NotTextError:
        return Refused("binary", f"this is not text. What can be read: {READABLE}.")
    if not text:
        return Refused("empty", "this file is empty.")
    return _by_text(text, suffix, columns)


def delimiter_of(text: str, columns: Columns) -> str | None:
    """Return the delimiter under which the first line names the most known columns."""
    known = {fold(name) for names in columns.model_dump().values() for name in names}
    header = _first_line(text)
    scores = []
    for delimiter in ",;\t|":
        names = next(csv.reader([header], delimiter=delimiter), [])
        scores.append((sum(fold(name) in known for name in names), len(names), delimiter))
    hits, width, delimiter = max(scores, key=lambda score: score[:2])
    return delimiter if hits or width > 1 else None


def _first_line(text: str) -> str:
    return text.partition("\n")[0].partition("\r")[0]


def _by_magic(head: bytes) -> Format | Refused | None:
    for magic, form in _MAGIC:
        if head.startswith(magic):
            return form
    for magic, what in _BINARY:
        if head.startswith(magic):
            return Refused("binary", f"this is {what}.")
    if head[257:262] == b"ustar":
        return Refused("binary", "this is a tar archive; unpack it.")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return None


def _by_text(text: str, suffix: str, columns: Columns) -> Format | Refused:
    if text.startswith("<"):
        return _markup(text, suffix)
    if _JSON.match(text):
        return _json(text, suffix)
    named = _BY_NAME.get(suffix, "text")
    if named == "csv" or (suffix not in _PROSE and _is_table(text, columns)):
        return "csv"
    if named in {"json", "jsonl"}:
        return "jsonl" if "\n" in text else "json"
    return named


def _markup(text: str, suffix: str) -> Format | Refused:
    beginning = text[:4096]
    if _FEED.search(beginning) and not re.match(r"<!doctype\s+html", beginning, re.IGNORECASE):
        return "feed"
    if _PAGE.search(beginning) or _BY_NAME.get(suffix) == "html":
        return "html"
    if suffix in _PROSE:
        return _BY_NAME.get(suffix, "text")
    if beginning.startswith("<?xml") or suffix in {".xml", ".rss", ".atom"}:
        return Refused(
            "unknown_format", "this XML is neither an RSS or Atom feed nor a page. Export a feed."
        )
    return "text"


def _json(text: str, suffix: str) -> Format:
    if text.startswith("["):
        return "json" if suffix not in _PROSE or text.endswith("]") else "text"
    first, newline, rest = text.partition("\n")
    if suffix in {".jsonl", ".ndjson"}:
        return "jsonl"
    return "jsonl" if newline and rest.strip() and _is_object(first) else "json"


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _is_table(text: str, columns: Columns) -> bool:
    """Tell whether the first line names a column of text and another known one."""
    delimiter = delimiter_of(text, columns)
    if delimiter is None:
        return False
    names = {fold(n) for n in next(csv.reader([_first_line(text)], delimiter=delimiter), [])}
    has_text = names & {fold(name) for name in columns.text}
    known = {fold(name) for group in columns.model_dump().values() for name in group}
    return bool(has_text) and len(names & known) > 1
