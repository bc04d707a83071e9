"""A whole run over a corpus at growing sizes: time, memory, and the second run.

    python benchmarks/corpus.py FILE.jsonl.gz [--sizes 1000 10000 all] [--workers 1 2]

Prints a table: whether the cost of an article is flat, what more processes gain, what a second run
over unchanged files takes; SITREP_GATE=0 measures without the gate. Processor seconds are those of
all processes together. The difference of wall and flow is what Prefect and the processes take
before the first article; set PREFECT_API_URL to measure with a standing server.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from itertools import islice, product
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
    processor: float
    """Seconds of the processor, of all processes."""
    peak_mib: float
    """Largest resident memory of any one process."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--sizes", nargs="+", default=["1000", "10000", "all"])
    parser.add_argument("--workers", nargs="+", default=["2"])
    given = parser.parse_args()
    print(
        "| articles | processes | run | wall s | flow s | articles/s | processor ms/article"
        " | peak MiB | reports |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for size, workers in product(given.sizes, given.workers):
        with tempfile.TemporaryDirectory(prefix="sitrep-bench-") as scratch:
            news = head(given.corpus, size, Path(scratch) / "news.jsonl")
            for run in ("first", "second"):
                got = measure(news, Path(scratch) / "data", workers)
                show(f"{size} | {workers} | {run}", got)


def head(corpus: Path, size: str, target: Path) -> Path:
    """Write the first `size` lines of the `corpus`, gzipped or not, to `target`."""
    most = None if size == "all" else int(size)
    with gzip.open(corpus, "rb") if corpus.suffix == ".gz" else corpus.open("rb") as lines:
        target.write_bytes(b"".join(islice(lines, most)))
    return target


def measure(news: Path, data: Path, workers: str) -> Measured:
    """Run `sitrep run` and watch its processes."""
    command = [sys.executable, "-m", "flows.cli", "run", str(news), "--data", str(data)]
    return watch([*command, "--workers", workers, "--json"])


def watch(command: list[str]) -> Measured:
    """Start a run that prints its counts, and watch all its processes until it ends."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak, processor = 0, 0.0
    while process.poll() is None:
        sizes, spent = state(process.pid)
        peak, processor = max(peak, *sizes), max(processor, spent)
        time.sleep(POLL_SECONDS)
    wall = time.monotonic() - began
    assert process.stdout is not None
    if process.returncode:
        sys.exit(f"the run ended with {process.returncode}")
    counts = json.loads(process.stdout.read())
    reports = sum(counts["reports"].values())
    return Measured(counts["articles"], reports, wall, counts["seconds"], processor, peak / 2**20)


def state(pid: int) -> tuple[list[int], float]:
    """Return the resident bytes of a process and of each below it, and their processor seconds.

    Seconds of processes that ended are those that their parent was told of.
    """
    sizes, seconds = [0], 0.0
    try:
        parent = psutil.Process(pid)
        family = [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return sizes, seconds
    for each in family:
        try:
            sizes.append(each.memory_info().rss)
            seconds += sum(each.cpu_times()[:4])
        except psutil.NoSuchProcess:
            continue
    return sizes, seconds


def show(what: str, got: Measured) -> None:
    """Print a row."""
    rate = got.articles / got.busy if got.articles else 0.0
    each = 1000 * got.processor / got.articles if got.articles else 0.0
    print(
        f"| {what} | {got.wall:.1f} | {got.busy:.1f} | {rate:.0f} | {each:.2f} |"
        f" {got.peak_mib:.0f} | {got.reports} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
