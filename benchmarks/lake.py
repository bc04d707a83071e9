"""Two loaders at once on a lake against one on a file: `python -m benchmarks.lake BATCHES`.

BATCHES is a folder of staged batches (`data/staging/batches` while a run is at work; copy it). The
same batches are loaded and resolved three ways: into a file by one process, and into a lake, whose
catalog is a PostgreSQL server of its own, by two processes at once, one of which is killed in the
middle of a load and begins again. The tables must hold the same, row for row; the exit code says
so. What an article costs is printed: rows, bytes of files, bytes of catalog.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import duckdb

from benchmarks.same import hold_the_same
from benchmarks.servers.postgresql import postgresql
from schemas.settings import Settings
from tasks.load import load
from tasks.resolve.stage import resolve
from warehouse.connection import reader, writer
from warehouse.lake.tidy import tidy
from warehouse.names import KEYS
from warehouse.rows import Run

PASSWORD = "benchmark"
CATALOG = (
    "FROM postgres_query('__ducklake_metadata_lake', 'SELECT pg_database_size(current_database())')"
)


def main() -> int:
    """Load, compare, print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("batches", type=Path)
    parser.add_argument("--loads", type=int, default=8, help="loads of all loaders together")
    parser.add_argument("--most", type=int, default=100_000, help="batches at most")
    parser.add_argument("--loader", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--address", help="catalog to use, as in SITREP_WAREHOUSE, empty")
    given = parser.parse_args()
    batches = sorted(path for path in given.batches.iterdir() if path.is_dir())[: given.most]
    portions = [batches[n :: given.loads] for n in range(given.loads)]
    if given.loader is not None:
        load_all(portions[given.loader :: 2], Settings())
        return 0
    arguments = [str(given.batches), "--loads", str(given.loads), "--most", str(given.most)]
    with tempfile.TemporaryDirectory(prefix="sitrep-lake-") as name, _catalog(given.address) as at:
        folder = Path(name)
        alone = Settings(data=folder / "alone")
        lake = Settings(data=folder / "house", warehouse=at, lake={"files": str(folder / "files")})
        began = time.monotonic()
        load_all(portions, alone)
        print(f"one loader on a file: {time.monotonic() - began:.1f} s")
        with writer(lake):
            pass
        began = time.monotonic()
        _load_by_two(folder, at, arguments)
        print(f"two loaders on a lake, one of them killed: {time.monotonic() - began:.1f} s")
        return _compare(alone, lake)


def load_all(portions: Sequence[Sequence[Path]], settings: Settings) -> None:
    """Load each portion and group what it brought; tell of each."""
    for place, portion in enumerate(portions):
        run = Run(run_id=uuid4(), started=datetime.now(UTC), version="1")
        began = time.monotonic()
        load(portion, [], run, settings)
        loaded = time.monotonic()
        resolve(run.run_id, settings)
        print(
            f"  {settings.data.name:8} load {place + 1}: {len(portion)} batches in"
            f" {loaded - began:.1f} s, resolved in {time.monotonic() - loaded:.1f} s",
            flush=True,
        )


@contextmanager
def _catalog(address: str | None) -> Iterator[str]:
    """Give the address of an empty catalog: the one that is named, or of a server of one's own."""
    if address:
        yield address
        return
    with postgresql("lake", "sitrep", PASSWORD) as server:
        yield f"ducklake:{server.url('lake')}"


def _of_lake(folder: Path, name: str, address: str) -> dict[str, str]:
    return {
        "SITREP_DATA": str(folder / name),
        "SITREP_WAREHOUSE": address,
        "SITREP_LAKE__FILES": str(folder / "files"),
    }


def _load_by_two(folder: Path, address: str, arguments: list[str]) -> None:
    """Let two processes load; kill one in the middle of its second load, and begin it again."""
    first, second = (_start(folder, number, address, arguments) for number in range(2))
    assert first.stdout is not None
    print(first.stdout.readline(), end="")
    time.sleep(1)
    first.send_signal(signal.SIGKILL)
    print(f"  killed process {first.pid}")
    first.communicate()
    first = _start(folder, 0, address, arguments)
    for loader in (first, second):
        print(loader.communicate()[0], end="")
        if loader.returncode:
            raise SystemExit(f"a loader ended with {loader.returncode}")


def _start(folder: Path, number: int, address: str, arguments: list[str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.lake", *arguments, "--loader", str(number)]
    return subprocess.Popen(
        command,
        env=os.environ | _of_lake(folder, f"loader{number}", address),
        stdout=subprocess.PIPE,
        text=True,
    )


def _compare(alone: Settings, lake: Settings) -> int:
    same = hold_the_same(alone, lake)
    with reader(lake) as connection:
        rows = {table: _count(connection, f"SELECT count(*) FROM {table}") for table in KEYS}
    _costs(lake, rows, "as loaded")
    tidy(lake, grace=timedelta())
    _costs(lake, rows, "after sitrep maintain")
    return 0 if same else 1


def _costs(lake: Settings, rows: dict[str, int], when: str) -> None:
    """Print what an article takes."""
    files = [path for path in Path(str(lake.lake.files)).rglob("*") if path.is_file()]
    size, articles = sum(path.stat().st_size for path in files), rows["documents"]
    print(
        f"{when}: {articles:,} articles, {sum(rows.values()) / articles:.2f} rows each,"
        f" {size / articles:.0f} bytes each in {len(files)} files,"
    )
    with writer(lake) as connection:
        catalog = _count(connection, CATALOG) if "postgres" in _address(lake) else 0
        states = _count(connection, "SELECT count(*) FROM lake.snapshots()")
    print(f"  catalog {catalog / 2**20:.1f} MiB, {states} states")


def _address(lake: Settings) -> str:
    assert lake.warehouse is not None
    return lake.warehouse.get_secret_value()


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    sys.exit(main())
