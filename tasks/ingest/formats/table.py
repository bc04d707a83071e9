"""CSV and its relatives: delimiter told from the header, rows read one by one."""

import csv
from collections.abc import Iterator

from tasks.ingest.columns import mapped, no_text_column
from tasks.ingest.decode import Decoded, NotTextError, decode
from tasks.ingest.opened import Opened, Output, Place
from tasks.ingest.records import record
from tasks.ingest.sniff import delimiter_of
from tasks.ingest.stream import lines


class _Rows:
    """Text lines for csv.reader, with what went wrong since the row began."""

    def __init__(self, opened: Opened, encoding: str) -> None:
        self._lines = lines(opened.stream, opened.settings.max_record_bytes)
        self._limit = opened.settings.max_record_bytes
        self._encoding = encoding
        self.oversize = 0
        self.binary = False
        self.damaged: Decoded | None = None

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            if line.size > self._limit + 1:
                self.oversize = line.size
                yield "\n"
                continue
            try:
                decoded = decode(line.data, self._encoding)
            except NotTextError:
                self.binary = True
                yield "\n"
                continue
            if decoded.damaged:
                self.damaged = decoded
            yield decoded.text.replace("\0", "").removeprefix("\ufeff")

    def reset(self) -> None:
        """Forget what went wrong."""
        self.oversize, self.binary, self.damaged = 0, False, None


def read_csv(opened: Opened) -> Output:
    """Read a table; rows are numbered as a spreadsheet does, the header being row 1."""
    columns = opened.settings.columns
    sample = decode(opened.head)
    delimiter = delimiter_of(sample.text.lstrip("\ufeff\r\n"), columns) or ","
    rows = _Rows(opened, sample.encoding)
    csv.field_size_limit(opened.settings.max_record_bytes)
    table = csv.reader(rows, delimiter=delimiter)
    header: list[str] = []
    number = 0
    while True:
        number += 1
        rows.reset()
        try:
            cells = next(table, None)
        except csv.Error as error:
            yield _unclosed(opened, number, error)
            return
        if cells is None:
            return
        if not header:
            header = [cell.strip() for cell in cells]
            if header and not mapped(tuple(header), columns).text:
                yield opened.reject("missing_field", no_text_column(header, "column"))
                return
            continue
        yield from _row(opened, rows, header, cells, Place("row", number))


def _row(opened: Opened, rows: _Rows, header: list[str], cells: list[str], place: Place) -> Output:
    if rows.oversize:
        yield opened.too_large(rows.oversize, place)
        return
    if rows.binary:
        yield opened.reject("bad_encoding", "this row is not text; it was left out.", place)
        return
    if not any(cells):
        return
    if any(cells[len(header) :]):
        message = (
            f"it has {len(cells)} cells, the header {len(header)}: a cell that holds the"
            " delimiter needs quotation marks around it."
        )
        yield opened.reject("bad_record", message, place, " | ".join(cells))
        return
    if rows.damaged:
        yield from opened.damaged(rows.damaged, place)
    values = dict(zip(header, cells, strict=False))
    yield from record(opened, values, place, what="column", excerpt=" | ".join(cells)[:500])


def _unclosed(opened: Opened, number: int, error: csv.Error):  # type: ignore[no-untyped-def]
    return opened.reject(
        "truncated",
        f"the table cannot be read on from here ({error}); most often a quotation mark that is"
        " not closed. What stands before was read.",
        Place("row", number),
    )
