"""A whole run over a corpus at growing sizes: time, memory, and the second run.

    python benchmarks/corpus.py FILE.jsonl.gz [--sizes 1000 10000 all] [--workers N]

Prints a table. "start" is what Prefect and the processes take before the first article; set
PREFECT_API_URL to measure with a standing server.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import psutil

POLL_SECONDS = 0.2


class Measured(NamedTuple):
    """One run of the command."""

    articles: int
    reports: int
    wall: float
    """Seconds from start to end of the process."""
    busy: float
    """Seconds that the flow itself counted."""
    peak_mib: float
    """Largest resident memory of any one process."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--sizes", nargs="+", default=["1000", "10000", "all"])
    parser.add_argument("--workers", default="2")
    given = parser.parse_args()
    print("| articles | run | wall s | flow s | articles/s | ms/article | peak MiB | reports |")
    print("|---|---|---|---|---|---|---|---|")
    for size in given.sizes:
        with tempfile.TemporaryDirectory(prefix="sitrep-bench-") as scratch:
            news = head(given.corpus, size, Path(scratch) / "news.jsonl")
            for run in ("first", "second"):
                show(size, run, measure(news, Path(scratch) / "data", given.workers))


def head(corpus: Path, size: str, target: Path) -> Path:
    """Write the first `size` lines of the gzipped `corpus` to `target`."""
    most = None if size == "all" else int(size)
    with gzip.open(corpus, "rb") as lines:
        target.write_bytes(b"".join(islice(lines, most)))
    return target


def measure(news: Path, data: Path, workers: str) -> Measured:
    """Run `sitrep run` and watch its processes."""
    command = [sys.executable, "-m", "flows.cli", "run", str(news), "--data", str(data)]
    began = time.monotonic()
    process = subprocess.Popen(
        [*command, "--workers", workers, "--json"], stdout=subprocess.PIPE, text=True
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, *memory(process.pid), 0)
        time.sleep(POLL_SECONDS)
    wall = time.monotonic() - began
    assert process.stdout is not None
    if process.returncode:
        sys.exit(f"sitrep run ended with {process.returncode}")
    counts = json.loads(process.stdout.read())
    reports = sum(counts["reports"].values())
    return Measured(counts["articles"], reports, wall, counts["seconds"], peak / 2**20)


def memory(pid: int) -> list[int]:
    """Return the resident bytes of a process and of all below it."""
    sizes = []
    try:
        parent = psutil.Process(pid)
        family = [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return [0]
    for each in family:
        try:
            sizes.append(each.memory_info().rss)
        except psutil.NoSuchProcess:
            continue
    return sizes or [0]


def show(size: str, run: str, got: Measured) -> None:
    """Print a row."""
    rate = got.articles / got.busy if got.articles else 0.0
    each = 1000 * got.busy / got.articles if got.articles else 0.0
    print(
        f"| {size} | {run} | {got.wall:.1f} | {got.busy:.1f} | {rate:.0f} | {each:.2f} |"
        f" {got.peak_mib:.0f} | {got.reports} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
