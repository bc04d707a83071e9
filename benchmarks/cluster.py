"""What Dask costs beside the processes of one machine: the same batches by both, in one run.

    python benchmarks/cluster.py FILE.jsonl.gz [--articles 2000] [--batch-size 250] [--workers 2]

Both engines are those of `sitrep run`, with a Prefect task a batch; the cluster is `local`, so that
both have the same cores. Pipelines are loaded before the clock starts. "idle" sends every batch
once more: it is staged already, so that what is left is the way there and back. Rounds take turns,
and the ratio is that of the best rounds: another load on the machine only ever makes one slower.
Set PREFECT_API_URL to measure with a standing server.
"""

import argparse
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import head
from flows import environment
from schemas.settings import Settings
from tasks.ingest import discover
from tasks.plan import group
from tasks.reading import Batch, divide, read_group
from tasks.versions import pipeline_version

ENGINES = {"processes": "", "Dask": "local"}


class Measured(NamedTuple):
    """What one engine took for all batches."""

    work: float
    """Seconds."""
    idle: float
    """Seconds, with nothing to do."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", default="2000")
    parser.add_argument("--batch-size", type=int, default=250)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sitrep-bench-") as scratch:
        home = Path(scratch)
        settings = Settings(data=home / "data", batch_size=given.batch_size, workers=given.workers)
        environment.prepare(settings)
        batches = read(head(given.corpus, given.articles, home / "news.jsonl"), settings)
        print(f"{given.articles} articles in {len(batches)} batches, {given.workers} processes\n")
        compare(batches, home, settings, given.rounds)


def compare(batches: list[Batch], home: Path, settings: Settings, rounds: int) -> None:
    """Let the engines take turns, and print what each took."""
    articles = sum(batch.articles for batch in batches)
    best: dict[str, Measured] = {}
    print("| engine | round | s | articles/s | idle, ms a batch |\n|---|---|---|---|---|")
    for number in range(1, rounds + 1):
        for name, cluster in ENGINES.items():
            at = home / f"{name}-{number}"
            got = measure(batches, at, settings.model_copy(update={"cluster": cluster}))
            best[name] = min(got, best.get(name, got))
            rate, idle = articles / got.work, 1000 * got.idle / len(batches)
            print(f"| {name} | {number} | {got.work:.1f} | {rate:.1f} | {idle:.0f} |")
    ratio = best["Dask"].work / best["processes"].work
    print(f"\nDask takes {ratio:.3f} times as long as processes")


def read(news: Path, settings: Settings) -> list[Batch]:
    """Make batches of a file."""
    found, _ = discover([str(news)], settings.data)
    return [batch for each in group(found) for batch in read_group(each, settings).batches]


def measure(batches: list[Batch], home: Path, settings: Settings) -> Measured:
    """Have one engine do all batches twice."""
    from prefect import flow

    from flows.engines import Engine, open_engine
    from flows.run import RUNNER

    def through(engine: Engine, pieces: Iterable[Batch]) -> float:
        began = time.perf_counter()
        sent = [engine.submit(piece, home / piece.key) for piece in pieces]
        for future in sent:
            future.result()
        return time.perf_counter() - began

    @flow(name="benchmark", task_runner=RUNNER)
    def measured() -> Measured:
        with open_engine(settings, pipeline_version(settings)) as engine:
            through(engine, divide(batches[0], settings)[: 8 * settings.workers])
            return Measured(through(engine, batches), through(engine, batches))

    return measured()


if __name__ == "__main__":
    main()
