"""What a document costs as the warehouse grows: staged batches loaded again and again, perturbed.

    python -m benchmarks.growth STAGED DATA [--copies 11]

STAGED is a folder of staged batches, such as `benchmarks/resolve.py` leaves in DATA/batches. Each
copy has other texts, signatures and ids, and lies one year later, so that years fill up as they do
when more outlets are read: the same people meet in the same places ever more often. Each copy is
loaded, resolved and published like a run's; prints processor seconds for a thousand documents, the
size of the warehouse and the largest resident memory so far. Extraction is not in it: it sees one
batch at a time.
"""

import argparse
import hashlib
import re
import resource
import shutil
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.settings import Settings
from tasks.load import load
from tasks.normalize.likeness import bands
from tasks.resolve import resolve
from warehouse.publish import publish
from warehouse.rows import Run
from warehouse.staged import STAGED

ID_COLUMNS = frozenset({"source_id", "document_id", "report_id", "signature_id", "reject_id"})
TEXT_COLUMNS = frozenset({"uri", "input_id", "content_sha256", "text_sha256"})
YEAR = re.compile(r"\b\d{4}(?=-|/|$)")
LAST_YEAR = 9999


def main() -> None:
    """Load, resolve and publish copy after copy; print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("staged", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--copies", type=int, default=11)
    given = parser.parse_args()
    settings = Settings(data=given.data)
    if settings.database.exists():
        sys.exit(f"{settings.database} is there already; name a new folder")
    first = {table: _read(given.staged, table) for table in STAGED}
    count = len(first["documents"])
    print("| documents | load s/1000 | resolve s/1000 | publish s/1000 | MiB | peak MiB | events |")
    print("|---|---|---|---|---|---|---|")
    for number in range(given.copies):
        batch = given.data / "copy"
        write(batch, first, number)
        spent, events = measured(batch, settings)
        each = " | ".join(f"{1000 * seconds / count:.3f}" for seconds in spent)
        size = settings.database.stat().st_size / 2**20
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"| {count * (number + 1):,} | {each} | {size:.0f} | {peak:.0f} | {events:,} |",
            flush=True,
        )
        shutil.rmtree(batch)


def measured(batch: Path, settings: Settings) -> tuple[list[float], int]:
    """Processor seconds of load, resolve and publish, and how many events were made."""
    run = Run(run_id=uuid4(), started=datetime.now(UTC), version="1")
    events = 0
    spent = []
    for stage in ("load", "resolve", "publish"):
        began = time.process_time()
        if stage == "load":
            load([batch], [], run, settings)
        elif stage == "resolve":
            events = resolve(run.run_id, settings).made
        else:
            publish(settings)
        spent.append(time.process_time() - began)
    return spent, events


def write(batch: Path, first: dict[str, pa.Table], number: int) -> None:
    """Write the copy of that number as one staged batch; copy 0 is as it was."""
    batch.mkdir(parents=True)
    for table, rows in first.items():
        path = batch / f"{table}.parquet"
        pq.write_table(_perturbed(rows, number) if number else rows, path)
        total = hashlib.sha256(path.read_bytes()).hexdigest()
        path.with_name(f"{path.name}.sha256").write_text(total)


def _read(staged: Path, table: str) -> pa.Table:
    return pa.concat_tables(pq.read_table(path) for path in staged.glob(f"*/{table}.parquet"))


def _perturbed(rows: pa.Table, number: int) -> pa.Table:
    columns = {name: rows[name] for name in rows.column_names}
    for name in rows.column_names:
        change = _change_of(rows.schema.field(name), number)
        if change is not None:
            values = _storage(rows[name]).to_pylist()
            changed = [None if value is None else change(value) for value in values]
            columns[name] = _column(changed, rows.schema.field(name).type)
    if "signature" in columns:
        signatures = columns["signature"].to_pylist()
        columns["bands"] = pa.array(map(bands, signatures), rows.schema.field("bands").type)
    return pa.table(columns, rows.schema)


def _change_of(column: pa.Field, number: int) -> Callable[[Any], object] | None:
    """What makes a value of that column another in the copy of that number."""
    name = column.name
    if name in ID_COLUMNS:
        return lambda value: hashlib.md5(bytes(value) + b"%d" % number).digest()
    if name in TEXT_COLUMNS:
        return lambda value: f"{value}-{number}"
    if pa.types.is_date(column.type):
        return lambda value: _later(value, number)
    if name == "text":
        return lambda value: f"{value}\n{number}"
    if name == "date":
        return lambda value: YEAR.sub(lambda year: str(int(year[0]) + number), value)
    if name == "signature":
        return lambda value: [(slot * (2 * number + 1) + number) % 2**32 for slot in value]
    return None


def _later(day: date, years: int) -> date:
    year = min(day.year + years, LAST_YEAR)
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)


def _storage(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    return column.cast(kind.storage_type) if isinstance(kind, pa.BaseExtensionType) else column


def _column(values: list[object], kind: pa.DataType) -> pa.Array:
    if isinstance(kind, pa.BaseExtensionType):
        return pa.ExtensionArray.from_storage(kind, pa.array(values, kind.storage_type))
    return pa.array(values, kind)


if __name__ == "__main__":
    main()
