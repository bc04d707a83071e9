"""The file formats, one function each: rows to a stream of bytes."""

import csv
import io
import math
from collections.abc import Callable, Iterator
from typing import IO, Any, Literal

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.export.cells import cell
from warehouse.export.errors import ExportError

Format = Literal["parquet", "csv", "jsonl", "geojson"]
Writer = Callable[[pa.RecordBatchReader, IO[bytes]], None]
POINT = ("latitude", "longitude")


def write_parquet(rows: pa.RecordBatchReader, out: IO[bytes]) -> None:
    """Write Parquet, compressed with Zstandard."""
    with pq.ParquetWriter(out, rows.schema, compression="zstd") as writer:
        for batch in rows:
            writer.write_batch(batch)


def write_csv(rows: pa.RecordBatchReader, out: IO[bytes]) -> None:
    """Write CSV as RFC 4180 has it, in UTF-8 with a header, texts as `cells.cell` shows them."""
    text = io.TextIOWrapper(out, "utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(rows.schema.names)
    for record in _records(rows):
        writer.writerow(map(cell, record.values()))
    text.detach()


def write_jsonl(rows: pa.RecordBatchReader, out: IO[bytes]) -> None:
    """Write an object a line."""
    for record in _records(rows):
        out.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))


def write_geojson(rows: pa.RecordBatchReader, out: IO[bytes]) -> None:
    """Write a collection of points (RFC 7946, WGS 84); rows that have no place have no geometry.

    Raises:
        ExportError: the rows have no co-ordinates.
    """
    if not set(POINT) <= set(rows.schema.names):
        raise ExportError("only views with latitude and longitude can be GeoJSON")
    out.write(b'{"type":"FeatureCollection","features":[')
    between = b"\n"
    for record in _records(rows):
        out.write(between + orjson.dumps(_feature(record)))
        between = b",\n"
    out.write(b"\n]}\n")


WRITERS: dict[Format, Writer] = {
    "parquet": write_parquet,
    "csv": write_csv,
    "jsonl": write_jsonl,
    "geojson": write_geojson,
}


def _feature(record: dict[str, Any]) -> dict[str, Any]:
    latitude, longitude = (record.pop(name) for name in POINT)
    geometry = None
    if latitude is not None and longitude is not None:
        geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    named = {"id": record["event_id"]} if record.get("event_id") else {}
    return {"type": "Feature", **named, "geometry": geometry, "properties": record}


def _records(rows: pa.RecordBatchReader) -> Iterator[dict[str, Any]]:
    for batch in rows:
        for record in batch.to_pylist():
            yield {name: _finite(value) for name, value in record.items()}


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value
