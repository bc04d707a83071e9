"""Records into Parquet files that appear whole or not at all."""

import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.reject import Reject
from schemas.report import Extraction
from schemas.source import Source
from tasks.load.rows import Row, document_row, reject_row, report_row, source_row, unstorable
from warehouse.staged import STAGED

COMPRESSION = "zstd"
_BINARY = {name: pa.binary() for name in Source.model_fields}


def stage_sources(path: Path, sources: Sequence[Source]) -> None:
    """Write sources to one Parquet file, whole or not at all, over what was there.

    Text is kept as bytes with lone surrogates passed through: what is read back is equal.
    """
    columns = {name: [_encode(getattr(source, name)) for source in sources] for name in _BINARY}
    table = pa.table(columns, pa.schema(_BINARY))
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        _write(table, draft)
        hash_file(draft).rename(hash_file(path))
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
        hash_file(draft).unlink(missing_ok=True)
    _sync(path.parent)


def read_sources(path: Path) -> list[Source]:
    """Return the sources that `stage_sources` wrote.

    Raises:
        OSError, pyarrow.ArrowException: the file is missing or damaged.
    """
    check_sum(path)
    columns = pq.read_table(path).to_pydict()
    names = list(columns)
    rows = zip(*columns.values(), strict=True)
    return [
        Source.model_validate(
            {name: _decode(value) for name, value in zip(names, row, strict=True)}
        )
        for row in rows
    ]


def stage_batch(
    folder: Path,
    sources: Sequence[Source],
    extractions: Sequence[Extraction],
    rejects: Sequence[Reject],
) -> None:
    """Write what a batch brings, one Parquet file per table, over what was there.

    The folder appears whole or not at all. A report that no table can hold (a number beyond 64
    bits) becomes a reject.

    Args:
        folder: name of the batch.
        sources: all that were read, with those that gave no document.
        extractions: documents with their reports.
        rejects: what was refused on the way.
    """
    rows = _rows(sources, extractions, rejects)
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = folder.with_name(f".{folder.name}.{uuid4().hex}")
    draft.mkdir()
    try:
        for table, schema in STAGED.items():
            _write(pa.Table.from_pylist(rows[table], schema), draft / f"{table}.parquet")
        _sync(draft)
        _replace(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _rows(
    sources: Sequence[Source], extractions: Sequence[Extraction], rejects: Sequence[Reject]
) -> dict[str, list[Row]]:
    refused = [reject for each in extractions for reject in unstorable(each)]
    dropped = {(reject.document_id, reject.locator) for reject in refused}
    return {
        "sources": [source_row(source) for source in sources],
        "documents": [document_row(each.document) for each in extractions],
        "reports": [
            report_row(report, ordinal)
            for each in extractions
            for ordinal, report in enumerate(each.reports)
            if (report.document_id, f"report {ordinal}") not in dropped
        ],
        "rejects": [reject_row(reject) for reject in (*rejects, *refused)],
    }


def check_sum(path: Path) -> None:
    """Compare a staged file with the hash that was written beside it.

    Raises:
        OSError: the file or its hash is missing, or they do not fit together.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if hash_file(path).read_text("ascii", "replace") != digest:
        raise OSError(f"{path.name} has other bytes than were written")


def hash_file(path: Path) -> Path:
    """Return the name of the file that holds the hash of a staged file."""
    return path.with_name(f"{path.name}.sha256")


def _write(table: pa.Table, path: Path) -> None:
    """Write a file and, beside it, the hash of its bytes: Parquet notices few damages itself."""
    buffer = pa.BufferOutputStream()
    pq.write_table(table, buffer, compression=COMPRESSION)
    written = buffer.getvalue()
    _put(path, written)
    _put(hash_file(path), hashlib.sha256(written).hexdigest().encode())


def _put(path: Path, written: bytes | pa.Buffer) -> None:
    with path.open("wb") as file:
        file.write(written)
        file.flush()
        os.fsync(file.fileno())


def _replace(draft: Path, folder: Path) -> None:
    if folder.exists():
        old = folder.with_name(f".{folder.name}.{uuid4().hex}")
        folder.rename(old)
        shutil.rmtree(old)
    draft.rename(folder)
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _encode(value: str | None) -> bytes | None:
    return None if value is None else value.encode("utf-8", "surrogatepass")


def _decode(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "surrogatepass")
