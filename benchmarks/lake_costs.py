"""What articles cost on a lake: `python -m benchmarks.lake_costs BATCHES [MOST]`.

BATCHES is a folder of staged batches. All but one are loaded and resolved at once, then the last
alone: what that takes is what a load costs because of all that is there. Processor seconds, rows,
bytes and files of each table, bytes of the catalog, which is a file of SQLite here.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from schemas.settings import Settings
from tasks.load import load
from tasks.resolve.stage import resolve
from warehouse.connection import reader
from warehouse.rows import Run


def main(batches: Sequence[Path]) -> None:
    """Load, resolve, print."""
    with tempfile.TemporaryDirectory(prefix="sitrep-lake-") as name:
        catalog = Path(name, "catalog.sqlite")
        settings = Settings(data=Path(name), warehouse=f"ducklake:sqlite:{catalog}")
        for what, portion in (("all but one", batches[:-1]), ("the last", batches[-1:])):
            run = Run(run_id=uuid4(), started=datetime.now(UTC), version="1")
            began = time.process_time()
            counts = load(portion, [], run, settings)
            loaded = time.process_time()
            resolve(run.run_id, settings)
            print(
                f"{what}: {counts.inserted['documents']:,} articles loaded in"
                f" {loaded - began:.1f} processor seconds, resolved in"
                f" {time.process_time() - loaded:.1f}",
                flush=True,
            )
        _tell(settings)
        print(f"catalog: {catalog.stat().st_size / 2**20:.1f} MiB")


def _tell(settings: Settings) -> None:
    """Print rows, files and bytes of every table that has files."""
    folder = settings.data / "lake" / "main"
    with reader(settings) as connection:
        articles = connection.execute("SELECT count(*) FROM documents").fetchall()[0][0]
        for table in sorted(path.name for path in folder.iterdir()):
            files = list((folder / table).rglob("*.parquet"))
            size = sum(path.stat().st_size for path in files)
            rows = connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]
            print(
                f"{table:16} {rows:9,} rows {len(files):4} files {size / articles:8.1f} B/article"
            )


if __name__ == "__main__":
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    main(sorted(path for path in Path(sys.argv[1]).iterdir() if path.is_dir())[:most])
