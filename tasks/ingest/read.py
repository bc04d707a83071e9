"""Read a file, whatever its format, as a stream of sources and rejects."""

import io
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain

from schemas.reject import Reason, Reject
from schemas.settings import Settings
from schemas.source import Source
from tasks.ingest.decode import NotTextError, bom_encoding, decode, wide_encoding
from tasks.ingest.discover import InputFile, printable
from tasks.ingest.formats.feed import read_feed
from tasks.ingest.formats.fetched import read_fetched
from tasks.ingest.formats.jsons import read_json, read_jsonl
from tasks.ingest.formats.parquet import read_parquet
from tasks.ingest.formats.pdf import read_pdf
from tasks.ingest.formats.table import read_csv
from tasks.ingest.formats.text import read_html, read_text
from tasks.ingest.formats.warc import read_warc
from tasks.ingest.opened import Opened, Output, Place
from tasks.ingest.sniff import Format, Refused, sniff
from tasks.ingest.store import RawStore
from tasks.ingest.stream import HEAD_BYTES, Blob, Recoded

_READERS: dict[Format, Callable[[Opened], Output]] = {
    "text": read_text,
    "markdown": read_text,
    "html": read_html,
    "json": read_json,
    "jsonl": read_jsonl,
    "csv": read_csv,
    "parquet": read_parquet,
    "feed": read_feed,
    "pdf": read_pdf,
    "warc": read_warc,
    "fetched": read_fetched,
}


MOST_TOLD = 1000
"""Rejects of one file and reason that are told one by one; of the others, how many there are."""


def read(file: InputFile, blob_sha256: str, settings: Settings) -> Iterator[Source | Reject]:
    """Read all articles of a file, one after another, in the order of the file.

    Nothing is raised: what cannot be read is a reject, and what stands before or after it is
    given all the same. Memory does not grow with the file, except for formats that have to be
    held as a whole (see `WHOLE_BYTES`).

    Args:
        file: the file as discovered.
        blob_sha256: its hash; the copy in the raw store is read, if there is one.
        settings: limits and names of columns.
    """
    kept = RawStore(settings.raw).path(blob_sha256)
    path = kept if kept.exists() else file.path
    try:
        with path.open("rb") as raw:
            blob = Blob(raw, settings.max_file_bytes)
            stream = io.BufferedReader(blob, HEAD_BYTES)
            name = printable(file.path.name if not file.uri.startswith("stdin:") else file.uri)
            head = stream.peek(1)
            opened = Opened(stream, blob, head, name, file.uri, blob_sha256, settings)
            yield from _guarded(opened)
    except OSError as error:
        yield _unreadable(file, error, blob_sha256)


def _guarded(opened: Opened) -> Output:
    told: Counter[Reason] = Counter()
    try:
        for output in _all(opened):
            if isinstance(output, Reject):
                told[output.reason] += 1
                if told[output.reason] > MOST_TOLD:
                    continue
            yield output
    except Exception as error:
        yield opened.reject(
            "internal_error",
            f"reading it failed unexpectedly ({type(error).__name__}: {error})."
            " The other files were read. Please report this with the file.",
        )
    yield from _untold(opened, told)


def _untold(opened: Opened, told: Counter[Reason]) -> Output:
    """Tell how many rejects were too many to be told one by one."""
    for reason, count in sorted(told.items()):
        if count > MOST_TOLD:
            more = Place("more", count - MOST_TOLD)
            yield opened.reject(
                reason,
                f"{more.number:,} more records were refused for the reason {reason!r} as the"
                f" {MOST_TOLD:,} that are listed.",
                more,
            )


def _all(opened: Opened) -> Output:
    form = sniff(opened.head, opened.name, opened.settings.columns)
    if isinstance(form, Refused) and opened.blob.damage is None:
        yield opened.reject(form.reason, form.message)
        return
    found = False
    if not isinstance(form, Refused):
        opened.format = form
        _unify_encoding(opened)
        for output in chain(_READERS[form](opened), opened.without_text()):
            found = True
            yield output
    if damage := opened.blob.damage:
        yield opened.reject(damage.reason, f"{damage.message}.")
    elif not found:
        yield opened.reject("empty", f"there is no article in it (read as {opened.format}).")


def _unify_encoding(opened: Opened) -> None:
    """Learn the encoding of formats that are read by the line, and make it one that has lines."""
    if opened.format not in {"jsonl", "json", "csv"}:
        return
    mark = bom_encoding(opened.head)
    encoding = mark[0] if mark else wide_encoding(opened.head)
    if encoding and encoding != "utf-8":
        opened.stream = io.BufferedReader(Recoded(opened.stream, encoding), HEAD_BYTES)
        opened.head = opened.stream.peek(1)
    whole_lines = opened.head[: opened.head.rfind(b"\n") + 1] or opened.head
    with suppress(NotTextError):
        opened.encoding = decode(whole_lines).encoding


def _unreadable(file: InputFile, error: OSError, blob_sha256: str) -> Reject:
    message = f"{printable(file.path.name)}: cannot be read ({error.strerror or error})."
    return Reject.of(
        "ingest", "unreadable", printable(message), uri=file.uri, blob_sha256=blob_sha256
    )
