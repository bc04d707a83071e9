"""Staged batches into tables: one transaction, the same outcome in any order and any number."""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

from schemas.settings import Settings
from warehouse.connection import WarehouseLockedError, writer
from warehouse.copies import settle_copies
from warehouse.handover import put_table
from warehouse.rows import InputRow, LoadCounts, Run, naive
from warehouse.staged import INPUTS, STAGED
from warehouse.statements import sql
from warehouse.transaction import atomically


class _Merged(NamedTuple):
    inserted: int
    updated: int


def load_batches(
    connection: duckdb.DuckDBPyConnection,
    batches: Sequence[Path],
    inputs: Sequence[InputRow],
    run: Run,
    near_copy: float,
) -> LoadCounts:
    """Merge the batches' rows and settle versions, copies and rejects; all of it or nothing.

    Args:
        connection: a writer's.
        batches: folders with a Parquet file for each table of `STAGED`.
        inputs: the files that were read to their end, and whose articles are all in these batches
            or loaded.
        run: what brought them.
        near_copy: likeness from which two texts are copies of one.

    Raises:
        duckdb.Error: a file is missing or damaged (see `tasks.load.load`).
    """

    def load() -> LoadCounts:
        _declare(connection, batches, inputs, run, near_copy)
        merged = {"inputs": _merge(connection, "inputs")}
        connection.execute(sql("inputs_seen"))
        if batches:
            merged |= _merge_batches(connection)
        superseded = _changed(connection, "versions")
        copies = settle_copies(connection)
        for name in ("validity", "rejects_settled", "run"):
            connection.execute(sql(name))
        return LoadCounts(
            inserted={table: each.inserted for table, each in merged.items()},
            updated={table: each.updated for table, each in merged.items()},
            superseded=superseded,
            copies=copies,
        )

    return atomically(connection, load)


def note_run(settings: Settings, run: Run) -> None:
    """Write the row of a run that ended before it could load, unless the warehouse is held."""
    with suppress(WarehouseLockedError), writer(settings, patience=1.0) as connection:
        record_run(connection, run)


def record_run(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Write the row of a run alone, as for one that failed before it could load."""
    atomically(connection, lambda: write_run(connection, run))


def write_run(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Do as `record_run` does, in the caller's transaction."""
    _declare_run(connection, run)
    connection.execute(sql("run"))


def _declare(
    connection: duckdb.DuckDBPyConnection,
    batches: Sequence[Path],
    inputs: Sequence[InputRow],
    run: Run,
    near_copy: float,
) -> None:
    connection.execute("SET VARIABLE run = $1::UUID", [run.run_id])
    connection.execute("SET VARIABLE started = $1::TIMESTAMP", [naive(run.started)])
    connection.execute("SET VARIABLE version = $1::VARCHAR", [run.version])
    connection.execute("SET VARIABLE near_copy = $1::DOUBLE", [near_copy])
    for table in STAGED:
        paths = [str(batch / f"{table}.parquet") for batch in batches]
        connection.execute(f"SET VARIABLE {table}_files = $1::VARCHAR[]", [paths])
    connection.execute(sql("likeness"))
    last = {row.file_uri: row.model_dump() for row in inputs}
    put_table(connection, "staged_inputs", pa.Table.from_pylist(list(last.values()), INPUTS))
    _declare_run(connection, run)


def _declare_run(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    row = run.model_dump() | {
        "run_id": run.run_id.bytes,
        "started": naive(run.started),
        "finished": naive(run.finished),
        "versions": json.dumps(run.versions, sort_keys=True),
        "settings": json.dumps(run.settings, sort_keys=True, default=str),
    }
    columns = [pa.field(name, _RUN_TYPES.get(name, pa.string())) for name in row]
    put_table(connection, "staged_run", pa.Table.from_pylist([row], pa.schema(columns)))


_RUN_TYPES = {
    "run_id": pa.uuid(),
    "started": pa.timestamp("us"),
    "finished": pa.timestamp("us"),
    "files_found": pa.int64(),
    "files_unchanged": pa.int64(),
}


def _merge_batches(connection: duckdb.DuckDBPyConnection) -> dict[str, _Merged]:
    connection.execute(sql("stage"))
    connection.execute(sql("tombstones"))
    merged = {"sources": _merge(connection, "sources")}
    connection.execute(sql("sources_seen"))
    connection.execute(sql("signatures"))
    connection.execute(sql("signature_pairs"))
    documents = _merge(connection, "documents")
    named = _changed(connection, "input_ids")
    merged["documents"] = documents._replace(updated=documents.updated + named)
    connection.execute(sql("documents_extracted"))
    connection.execute(sql("details"))
    merged["reports"] = _merge(connection, "reports")
    connection.execute(sql("reports_extracted"))
    merged["rejects"] = _merge(connection, "rejects")
    connection.execute(sql("rejects_seen"))
    return merged


def _merge(connection: duckdb.DuckDBPyConnection, table: str) -> _Merged:
    """Run a table's MERGE, which deletes nothing; DuckLake does not tell inserts from updates."""
    before = _rows(connection, table)
    changed = _changed(connection, table)
    inserted = _rows(connection, table) - before
    return _Merged(inserted, changed - inserted)


def _changed(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    """Run an UPDATE or MERGE and return the number of rows that it changed."""
    row = connection.execute(sql(name)).fetchone()
    return int(row[0]) if row else 0


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(row[0]) if row else 0
