"""CSV and its relatives: delimiter told from the header, rows read one by one."""

import csv
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from tasks.ingest.columns import no_text_column
from tasks.ingest.decode import Decoded, NotTextError, decode
from tasks.ingest.opened import Opened, Output, Place
from tasks.ingest.records import record
from tasks.ingest.sniff import delimiter_of
from tasks.ingest.stream import lines

MAX_UNCLOSED = 100
"""Unclosed quotation marks in one file after which it is given up.

Each costs reading up to max_record_bytes twice; a file with more is not a table.
"""


class _Row(NamedTuple):
    cells: list[str]
    damaged: Decoded | None = None
    oversize: int = 0
    fault: str = ""


class _Lines:
    """Text lines for csv.reader, which can be put back."""

    def __init__(self, opened: Opened) -> None:
        self._lines = lines(opened.stream, opened.settings.max_record_bytes)
        self._limit = opened.settings.max_record_bytes
        self._encoding = opened.encoding
        self._waiting: list[str] = []
        self.taken: list[str] = []
        self.oversize = 0
        self.damaged: Decoded | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        text = self._waiting.pop() if self._waiting else self._read()
        self.taken.append(text)
        return text

    def start(self) -> None:
        """Begin a row."""
        self.taken, self.oversize, self.damaged = [], 0, None

    def put_back(self) -> None:
        """Give all lines of this row but the first once more."""
        self._waiting.extend(reversed(self.taken[1:]))
        del self.taken[1:]

    def _read(self) -> str:
        line = next(self._lines)
        if line.size > self._limit + 1:
            self.oversize = line.size
            return "\n"
        try:
            decoded = decode(line.data, self._encoding)
        except NotTextError:
            return "\n"
        if decoded.damaged:
            self.damaged = decoded
        return decoded.text.replace("\0", "").removeprefix("\ufeff")


def read_csv(opened: Opened) -> Output:
    """Read a table; rows are numbered as a spreadsheet does, the header being row 1."""
    csv.field_size_limit(opened.settings.max_record_bytes)
    sample = opened.head.decode(opened.encoding, "replace").lstrip("\ufeff\r\n")
    delimiter = delimiter_of(sample, opened.settings.columns) or ","
    header: tuple[str, ...] = ()
    for number, row in enumerate(_rows(opened, delimiter), 1):
        if header:
            yield from _record(opened, header, row, Place("row", number))
            continue
        header = tuple(cell.strip() for cell in row.cells)
        if header and not opened.mapped(header).text:
            yield opened.reject("missing_field", no_text_column(header, "column"))
            return


def _rows(opened: Opened, delimiter: str) -> Iterator[_Row]:
    """Cut the table into rows; one whose quotation mark is not closed costs only its own line."""
    source = _Lines(opened)
    table = csv.reader(source, delimiter=delimiter, strict=True)
    held: _Row | None = None
    unclosed = 0
    while True:
        source.start()
        row = _next(table, source, delimiter)
        if held is not None and not (row is None and opened.broken):
            yield held
        if row is None:
            return
        held = row
        if row.fault:
            table = csv.reader(source, delimiter=delimiter, strict=True)
            unclosed += 1
        if unclosed > MAX_UNCLOSED:
            yield row._replace(fault="the table is given up here: too many rows like this.")
            return


def _next(table: Iterator[list[str]], source: _Lines, delimiter: str) -> _Row | None:
    try:
        cells = next(table, None)
    except csv.Error as error:
        if len(source.taken) > 1:
            source.put_back()
            return _Row(source.taken, fault="a quotation mark that opens in it is never closed.")
        try:
            cells = next(csv.reader(source.taken, delimiter=delimiter), [])
        except csv.Error:
            return _Row(source.taken, fault=f"it cannot be cut into cells ({error}).")
    return None if cells is None else _Row(cells, source.damaged, source.oversize)


def _record(opened: Opened, header: tuple[str, ...], row: _Row, place: Place) -> Output:
    cells = row.cells
    excerpt = " | ".join(cells)[:500]
    if row.oversize:
        yield opened.too_large(row.oversize, place)
    elif row.fault:
        yield opened.reject("bad_record", row.fault, place, excerpt)
    elif any(cells[len(header) :]):
        message = (
            f"it has {len(cells)} cells, the header {len(header)}: a cell that holds the"
            " delimiter needs quotation marks around it."
        )
        yield opened.reject("bad_record", message, place, excerpt)
    elif any(cells):
        if row.damaged:
            yield from opened.damaged(row.damaged, place)
        values = dict(zip_longest(header, cells[: len(header)], fillvalue=""))
        yield from record(opened, values, place, what="column", excerpt=excerpt)
