"""How long a hundred million articles take: the rate of one worker, and what follows from it.

    OPENBLAS_NUM_THREADS=1 python benchmarks/scale.py FILE… [--articles 500] [--cores 64 256 1024]

Normalizes, extracts and stages the first articles of each file in this process, after a batch that
only warms it up, and counts **processor** seconds: they do not depend on what else the machine
does. Prints for each file what an article takes, then hours and cost for a hundred million such
articles by number of cores. Reading files, loading and resolving are not in it: `docs/scale.md`.
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq

from benchmarks.corpus import head
from schemas.settings import Settings
from tasks import batch
from tasks.ingest import discover
from tasks.plan import group
from tasks.reading import Batch, read_group

ALL = 100_000_000
BUSY = 0.9
"""Share of their time that workers are at batches; the rest is start, waiting, the last batches."""


class Rate(NamedTuple):
    """What an article takes."""

    articles: int
    words: float
    seconds: float
    """Of one processor."""
    sources: float
    """Bytes of its source in staging."""
    staged: float
    """Bytes of its rows in staging."""
    memory: float
    """MiB that the process took at most."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--articles", default="500")
    parser.add_argument("--cores", type=int, nargs="+", default=[16, 64, 256, 1024])
    parser.add_argument("--core-hour", type=float, default=0.04, help="price, any currency")
    given = parser.parse_args()
    rates = {path.name: measure(path, given.articles) for path in given.files}
    print("| file | articles | words each | processor ms each | staged bytes in, out | MiB |")
    print("|---|---|---|---|---|---|")
    for name, rate in rates.items():
        print(
            f"| {name} | {rate.articles} | {rate.words:.0f} | {1000 * rate.seconds:.1f}"
            f" | {rate.sources:,.0f}, {rate.staged:,.0f} | {rate.memory:,.0f} |"
        )
    print(
        f"\n{ALL:,} articles, cores busy {BUSY:.0%} of the time, {given.core_hour} a core hour:\n"
    )
    print("| as in | core hours |" + "".join(f" {n} cores, h |" for n in given.cores) + " cost |")
    print("|---" * (3 + len(given.cores)) + "|")
    for name, rate in rates.items():
        hours = ALL * rate.seconds / 3600 / BUSY
        row = "".join(f" {hours / cores:,.1f} |" for cores in given.cores)
        print(f"| {name} | {hours:,.0f} |{row} {hours * given.core_hour:,.0f} |")


def measure(path: Path, articles: str) -> Rate:
    """Do the first articles of a file, gzipped or not."""
    with tempfile.TemporaryDirectory(prefix="sitrep-bench-") as scratch:
        home = Path(scratch)
        settings = Settings(data=home / "data", workers=1)
        news = head(path, articles, home / "news.jsonl")
        found, _ = discover([str(news)], settings.data)
        batches = [each for one in group(found) for each in read_group(one, settings).batches]
        _do(batches[0], home / "warm", settings)
        began = time.process_time()
        for each in batches:
            _do(each, home / each.key, settings)
        seconds = time.process_time() - began
        return _rate(batches, home, seconds)


def _do(each: Batch, staged: Path, settings: Settings) -> None:
    batch.run(each.path, staged, settings, "benchmark")


def _rate(batches: list[Batch], home: Path, seconds: float) -> Rate:
    count = sum(each.articles for each in batches)
    texts = [
        text
        for each in batches
        for text in pq.read_table(home / each.key / "documents.parquet", columns=["text"])[0]
    ]
    staged = sum(
        file.stat().st_size for each in batches for file in (home / each.key).glob("*.parquet")
    )
    return Rate(
        count,
        sum(len(str(text).split()) for text in texts) / count,
        seconds / count,
        sum(each.path.stat().st_size for each in batches) / count,
        staged / count,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


if __name__ == "__main__":
    main()
