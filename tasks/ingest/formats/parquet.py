"""Parquet, a batch of rows at a time."""

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.ingest.columns import no_text_column
from tasks.ingest.opened import Opened, Output, Place
from tasks.ingest.records import record
from tasks.ingest.stream import seekable

BATCH_ROWS = 256


def read_parquet(opened: Opened) -> Output:
    """Read the columns that hold an article; rows are numbered from 1."""
    number = 0
    try:
        table = pq.ParquetFile(seekable(opened.stream, opened.blob))
        names = table.schema_arrow.names
        found = opened.mapped(tuple(names))
        if not found.text:
            yield opened.reject("missing_field", no_text_column(names, "column"))
            return
        wanted = [name for group in found for name in group]
        for batch in table.iter_batches(batch_size=BATCH_ROWS, columns=wanted):
            for values in _rows(batch):
                number += 1
                texts = {name: _text(value) for name, value in values.items()}
                yield from record(opened, texts, Place("row", number), what="column")
    except (pa.ArrowException, OSError) as error:
        yield opened.reject(
            "truncated",
            f"the Parquet file is broken after row {number} ({error}). Fetch it again.",
        )


def _rows(batch: pa.RecordBatch) -> list[dict[str, object]]:
    try:
        return batch.to_pylist()  # type: ignore[no-any-return]
    except (OverflowError, ValueError):
        columns = {name: [_cell(each) for each in batch[name]] for name in batch.schema.names}
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _cell(scalar: pa.Scalar) -> object:
    """Return a value; a date that Python cannot hold, or not as exactly, as it is written."""
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        plain = isinstance(scalar, pa.StringScalar | pa.LargeStringScalar)
        return scalar.as_buffer().to_pybytes() if plain else None
    except (OverflowError, ValueError):
        return scalar.cast(pa.string()).as_py()


def _text(value: object) -> object:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
