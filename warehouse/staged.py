"""The form in which a batch waits for its load: one Parquet file per table in one folder."""

import pyarrow as pa

_ID = pa.uuid()
_TEXT = pa.string()
_ACTOR = pa.struct(
    {"slot": _TEXT, "ordinal": pa.int32(), "name": _TEXT, "country": _TEXT, "role": _TEXT}
)
_ITEM = pa.struct(
    {
        "ordinal": pa.int32(),
        "name": _TEXT,
        "category": _TEXT,
        "quantity_min": pa.int64(),
        "quantity_max": pa.int64(),
    }
)
_SPAN = pa.struct(
    {
        "ordinal": pa.int32(),
        "slot": _TEXT,
        "field": _TEXT,
        "start_at": pa.int32(),
        "end_at": pa.int32(),
        "quote": _TEXT,
    }
)

SOURCES = pa.schema(
    {
        "source_id": _ID,
        "uri": _TEXT,
        "file_uri": _TEXT,
        "blob_sha256": _TEXT,
        "locator": _TEXT,
        "format": _TEXT,
        "media_type": _TEXT,
        "input_id": _TEXT,
        "url": _TEXT,
        "title": _TEXT,
        "published": _TEXT,
        "publisher": _TEXT,
        "content_sha256": _TEXT,
        "chars": pa.int64(),
    }
)
DOCUMENTS = pa.schema(
    {
        "document_id": _ID,
        "source_id": _ID,
        "uri": _TEXT,
        "content_sha256": _TEXT,
        "text_sha256": _TEXT,
        "signature_id": _ID,
        "signature": pa.list_(pa.uint32()),
        "bands": pa.list_(pa.int64()),
        "input_id": _TEXT,
        "url": _TEXT,
        "title": _TEXT,
        "text": _TEXT,
        "published": pa.date32(),
        "published_from": _TEXT,
        "publisher": _TEXT,
        "language": _TEXT,
        "removed": pa.list_(_TEXT),
    }
)
REPORTS = pa.schema(
    {
        "report_id": _ID,
        "document_id": _ID,
        "ordinal": pa.int32(),
        "type": _TEXT,
        "status": _TEXT,
        "alleged": pa.bool_(),
        "date": _TEXT,
        "date_start": pa.date32(),
        "date_end": pa.date32(),
        "date_precision": _TEXT,
        "country": _TEXT,
        "place": _TEXT,
        "evidence": pa.list_(_TEXT),
        "mode": _TEXT,
        "action": _TEXT,
        "troops_min": pa.int64(),
        "troops_max": pa.int64(),
        "units": pa.list_(_TEXT),
        "origin": _TEXT,
        "value_usd": pa.float64(),
        "confidence": pa.float64(),
        "attribution": _TEXT,
        "alternatives": _TEXT,
        "frame": _TEXT,
        "extractor": _TEXT,
        "actors": pa.list_(_ACTOR),
        "items": pa.list_(_ITEM),
        "spans": pa.list_(_SPAN),
    }
)
REJECTS = pa.schema(
    {
        "reject_id": _ID,
        "stage": _TEXT,
        "reason": _TEXT,
        "message": _TEXT,
        "uri": _TEXT,
        "locator": _TEXT,
        "blob_sha256": _TEXT,
        "document_id": _ID,
        "excerpt": _TEXT,
    }
)
INPUTS = pa.schema(
    {
        "file_uri": _TEXT,
        "blob_sha256": _TEXT,
        "size": pa.int64(),
        "mtime_ns": pa.int64(),
        "version": _TEXT,
        "articles": pa.int64(),
    }
)
"""Handed to the load in memory."""

STAGED = {"sources": SOURCES, "documents": DOCUMENTS, "reports": REPORTS, "rejects": REJECTS}
"""Table → schema of `<table>.parquet` in a batch's folder."""
