"""How long each query of docs/sql.md takes on a warehouse.

    python -m benchmarks.queries DATA [--copies N] [--times 3] [--limit 1.0]

DATA holds a snapshot. With --copies a copy of its warehouse is filled with each row of documents,
reports and events N times over, ids and days shifted, to stand for a larger corpus; DATA stays as
it is. Prints the best of a few tries for each; ends with 1 if one takes longer than the limit.
"""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from benchmarks.cookbook import PAGE, questions
from schemas.settings import Settings
from warehouse.connection import writer
from warehouse.publish import publish
from warehouse.query import connect_snapshot

IDS = {"document_id", "report_id", "event_id", "source_id", "anchor_id", "actor_id", "copy_of",
       "superseded_by", "component"}  # fmt: skip
TABLES = ("sources", "documents", "reports", "report_actors", "report_items", "spans", "events",
          "event_reports", "event_actors", "event_items", "event_history", "event_values", "actors",
          "actor_names", "actor_offices", "actor_mentions")  # fmt: skip
DAYS_APART = 370


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--limit", type=float, default=1.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=given.data)
        if given.copies > 1:
            settings = multiplied(settings, Path(folder), given.copies)
        with connect_snapshot(settings) as connection:
            return measure(connection, given.times, given.limit)


def measure(connection: duckdb.DuckDBPyConnection, times: int, limit: float) -> int:
    """Print seconds and rows of each query; return 1 if one took longer than the limit."""
    for table in ("documents", "current_reports", "current_events"):
        count = connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]
        print(f"{count:9,} {table}")
    slow = 0
    for question in questions(PAGE.read_text("utf-8")):
        seconds, busy, rows = min(timed(connection, question.query) for _ in range(times))
        slow += seconds > limit
        print(f"{seconds:7.3f} s {busy:7.3f} s of processor {rows:7,} rows  {question.title}")
    return int(slow > 0)


def timed(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[float, float, int]:
    """Return the seconds that a query took, the seconds of processors in them, and its rows."""
    began, busy = time.perf_counter(), time.process_time()
    rows = connection.execute(query).fetchall()
    return time.perf_counter() - began, time.process_time() - busy, len(rows)


def multiplied(settings: Settings, folder: Path, copies: int) -> Settings:
    """Return settings of a data folder whose warehouse holds each row so many times."""
    larger = Settings(data=folder / "data")
    larger.data.mkdir()
    shutil.copyfile(settings.snapshot, larger.database)
    with writer(larger) as connection:
        for table in TABLES:
            connection.execute(f"CREATE TEMP TABLE first_rows AS FROM {table}")
            columns = [row[:2] for row in connection.execute(f"DESCRIBE {table}").fetchall()]
            for copy in range(1, copies):
                shifted = ", ".join(_shifted(name, kind, copy) for name, kind in columns)
                connection.execute(f"INSERT INTO {table} SELECT {shifted} FROM first_rows")
            connection.execute("DROP TABLE first_rows")
    publish(larger)
    return larger


def _shifted(column: str, kind: str, copy: int) -> str:
    if column in IDS:
        return f"md5({column}::VARCHAR || '{copy}')::UUID"
    if kind == "DATE":
        return f"{column} - {copy * DAYS_APART}"
    return column


if __name__ == "__main__":
    sys.exit(main())
