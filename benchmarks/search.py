"""What the index by words costs and how fast it answers: `python benchmarks/search.py WAREHOUSE`.

WAREHOUSE is a `warehouse.duckdb` or a snapshot; it is copied, never written to. Seconds of
processor stand beside those of the clock, for machines that are busy with something else.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from warehouse.migrate import migrate
from warehouse.resources import MEMORY
from warehouse.search import Wanted, search
from warehouse.search_index import index

CHANGED = (
    "UPDATE documents SET text = text || ' once more' WHERE document_id IN"
    " (SELECT document_id FROM documents ORDER BY document_id"
    " LIMIT (SELECT count(*) // 100 FROM documents))"
)
"""Another text for one document in a hundred."""
QUERIES = ("Lavrov", "troops deployed to Mali", "S-400 missiles", "U.S. arms sales", "president")


def main(warehouse: Path) -> None:
    """Index a copy from nothing, carry the index on to others, ask."""
    with tempfile.TemporaryDirectory() as folder:
        made = indexed(warehouse, Path(folder) / "made.duckdb", None)
        indexed(warehouse, Path(folder) / "same.duckdb", made)
        indexed(warehouse, Path(folder) / "changed.duckdb", made, CHANGED)
        ask(made)


def indexed(warehouse: Path, draft: Path, earlier: Path | None, change: str | None = None) -> Path:
    """Put an index into a copy of the warehouse, and print what it took."""
    shutil.copyfile(warehouse, draft)
    with duckdb.connect(draft, config={"memory_limit": MEMORY}) as connection:
        migrate(connection)
        connection.execute("DROP SCHEMA IF EXISTS search CASCADE")
        if change is not None:
            connection.execute(change)
        connection.execute("CHECKPOINT")
        before = draft.stat().st_size
        clock, cpu = time.perf_counter(), time.process_time()
        read = index(connection, earlier)
        connection.execute("CHECKPOINT")
        spent = time.perf_counter() - clock, time.process_time() - cpu
    grown = (draft.stat().st_size - before) / 2**20
    print(
        f"index {draft.stem}, {read:,} passages read:"
        f" {spent[0]:.2f} s ({spent[1]:.2f} s cpu), {grown:.1f} MiB"
    )
    return draft


def ask(snapshot: Path) -> None:
    """Print what each query takes."""
    with duckdb.connect(snapshot, read_only=True) as connection:
        for query in QUERIES:
            clock, cpu = time.perf_counter(), time.process_time()
            hits = search(connection, Wanted(query))
            spent = time.perf_counter() - clock, time.process_time() - cpu
            print(f"{query!r}: {hits.total} documents, {spent[0]:.3f} s ({spent[1]:.3f} s cpu)")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
