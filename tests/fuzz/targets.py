"""What is fuzzed: functions of bytes that raise where the code under test breaks a promise."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from schemas.document import Document
from schemas.ids import content_hash
from schemas.reject import Reject
from schemas.settings import Settings
from schemas.source import Source
from tasks.extract import Extractor
from tasks.extract.quantity import find_money, find_quantities
from tasks.extract.time import find_dates
from tasks.ingest import InputFile, read
from tasks.normalize import normalize
from tasks.normalize.likeness import fingerprint
from tasks.normalize.published import BadDateError, dateline_date, read_date, url_date
from tasks.normalize.repair import repair

NAMES = {
    "text": "news.txt",
    "markdown": "news.md",
    "html": "news.html",
    "json": "news.json",
    "jsonl": "news.jsonl",
    "csv": "news.csv",
    "parquet": "news.parquet",
    "feed": "news.rss",
    "pdf": "news.pdf",
    "warc": "news.warc",
    "gzip": "news.jsonl.gz",
}
"""Formats, each with the name under which its bytes are read."""
Target = Callable[[bytes], None]


class BrokenPromiseError(AssertionError):
    """The code under test did not do what it says."""


@cache
def _settings() -> Settings:
    return Settings(data=Path(mkdtemp(prefix="sitrep-fuzz-")), max_file_bytes=1 << 22)


def _reader(name: str) -> Target:
    def fuzz(data: bytes) -> None:
        path = _settings().data / name
        path.write_bytes(data)
        file = InputFile(path, f"file:///{name}", len(data), 0)
        for found in read(file, hashlib.sha256(data).hexdigest(), _settings()):
            if isinstance(found, Reject):
                _expect(found.reason != "internal_error", found.message)
            else:
                found.content_sha256.encode("utf-8")

    return fuzz


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape" if data[:1] == b"s" else "replace")


def _expect(held: bool, told: str) -> None:
    if not held:
        raise BrokenPromiseError(told)


def fuzz_repair(data: bytes) -> None:
    """Repaired text can be encoded, and is repaired for good."""
    once = repair(_text(data))
    once.encode("utf-8")
    _expect(repair(once) == once, f"repaired twice is not repaired once: {once!r}")


def fuzz_normalize(data: bytes) -> None:
    """Any article becomes a document or a reject; its first byte says what it is written in."""
    kinds = ("text/plain", "text/html", "text/markdown")
    head, _, body = _text(data[1:]).partition("\n")
    source = Source(
        uri="file:///fuzz",
        file_uri="file:///fuzz",
        blob_sha256=content_hash(data),
        format="text",
        media_type=kinds[(data[:1] or b"\0")[0] % 3],  # type: ignore[arg-type]
        title=head or None,
        published=head or None,
        content=body,
    )
    document, rejects = normalize(source, _settings())
    _expect(document is not None or bool(rejects), "neither a document nor a reject")
    if document is not None:
        document.model_dump_json()


def fuzz_dates(data: bytes) -> None:
    """Dates stand where they say, in order."""
    text, last = _text(data), 0
    for found in find_dates(text):
        _expect(text[found.start : found.end] == found.quote, f"{found} is not there")
        _expect(found.start >= last, f"{found} overlaps the one before")
        last = found.end


def fuzz_published(data: bytes) -> None:
    """A date of publication is read or refused."""
    text = _text(data)
    dateline_date(text)
    url_date(text)
    try:
        read_date(text)
    except BadDateError:
        return


def fuzz_quantities(data: bytes) -> None:
    """Quantities and sums stand where they say, and their bounds are in order."""
    text = _text(data)
    for found in find_quantities(text):
        _expect(text[found.start : found.end] == found.quote, f"{found} is not there")
        ordered = found.low is None or found.high is None or found.low <= found.high
        _expect(ordered, f"{found}: from more to less")
    for sum_ in find_money(text):
        _expect(text[sum_.start : sum_.end] == sum_.quote, f"{sum_} is not there")


@cache
def _extractor() -> Extractor:
    return Extractor(_settings())


def fuzz_extract(data: bytes) -> None:
    """Any text becomes reports whose every span stands in it, without an error on the way."""
    text = repair(_text(data)) or "."
    source = Source(
        uri="file:///fuzz", file_uri="file:///fuzz", blob_sha256=content_hash(data),
        format="text", content=text,
    )  # fmt: skip
    document = Document.of(source, text_sha256=fingerprint(None, text), text=text)
    ((extraction, rejects),) = _extractor().extract([document])
    for reject in rejects:
        _expect(reject.reason != "internal_error", reject.message)
    for report in extraction.reports:
        for span in report.spans:
            _expect(text[span.start : span.end] == span.quote, f"{span} is not there")


TARGETS: dict[str, Target] = {
    **{name: _reader(file) for name, file in NAMES.items()},
    "repair": fuzz_repair,
    "normalize": fuzz_normalize,
    "dates": fuzz_dates,
    "published": fuzz_published,
    "quantities": fuzz_quantities,
    "extract": fuzz_extract,
}
