"""The stage `resolve` over a corpus: all at once, and after the last part is added.

    python benchmarks/resolve.py FILE.jsonl.gz DATA [--most N] [--part 0.01] [--rounds 5]

Extracts into DATA without Prefect in this process (what DATA/batches holds already is not made
again), loads all but the last part and resolves, adds the last part and resolves again, then
resolves all from nothing; each resolve several times, each time in a process of its own, on a copy
of the warehouse. Prints processor seconds, how long it takes a process to load what it knows before
(offices, states, names, places), the share of the last part in the whole without that, and whether
both ways give the same.
"""

import argparse
import gzip
import json
import shutil
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from uuid import UUID, uuid4

import duckdb

from schemas.ids import content_hash
from schemas.settings import Settings
from schemas.source import Source
from tasks import batch
from tasks.extract.knowledge import load_knowledge
from tasks.load import load, stage_batch
from tasks.resolve import ResolveCounts, resolve
from tasks.resolve.identities import load_identities
from tasks.resolve.places import locate
from tasks.resolve.stage import version
from warehouse.connection import reader
from warehouse.content import fingerprint
from warehouse.lookup import totals
from warehouse.rows import Run
from warehouse.snapshot import log_of


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--most", type=int)
    parser.add_argument("--part", type=float, default=0.01)
    parser.add_argument("--batch", type=int, default=250)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    settings = Settings(data=given.data)
    began = time.perf_counter()
    staged = extracted(given.corpus, settings, given.most, given.batch)
    print(f"extract {time.perf_counter() - began:8.1f} s")
    last = max(1, round(len(staged) * given.part))
    forget(settings)
    measured("all but the last part", staged[:-last], settings, 1)
    part = measured(
        f"the last {last} of {len(staged)} batches", staged[-last:], settings, given.rounds
    )
    step_by_step = content(settings)
    forget(settings)
    whole = measured("all at once", staged, settings, given.rounds)
    print(f"the last part costs {part / whole:.1%} of the whole")
    print("the same" if content(settings) == step_by_step else "NOT THE SAME")
    fold(settings)


def forget(settings: Settings) -> None:
    """Remove the warehouse."""
    for path in (settings.database, log_of(settings.database)):
        path.unlink(missing_ok=True)


def fold(settings: Settings) -> None:
    """Write what is committed into the file, as publishing does."""
    with closing(duckdb.connect(settings.database)) as connection:
        connection.execute("CHECKPOINT")


def content(settings: Settings) -> dict[str, str]:
    """Return what the warehouse holds."""
    with reader(settings) as connection:
        return fingerprint(connection)


def extracted(corpus: Path, settings: Settings, most: int | None, size: int) -> list[Path]:
    """Return folders of staged batches, made where they are missing."""
    staged = []
    opened = gzip.open if corpus.suffix == ".gz" else open
    with opened(corpus, "rb") as lines:
        entries = enumerate(islice(lines, most), 1)
        while piece := list(islice(entries, size)):
            folder = settings.data / "batches" / f"{piece[0][0]:07}"
            if not folder.exists():
                sources = [source_of(corpus, at, json.loads(line)) for at, line in piece]
                made, rejects = batch.process(sources, batch.extractor(settings), settings)
                stage_batch(folder, sources, made, rejects)
            staged.append(folder)
    return staged


def source_of(corpus: Path, at: int, record: dict[str, str]) -> Source:
    """Return a line of the corpus as a source."""
    return Source(
        uri=f"file:///{corpus.name}#{record['id']}",
        file_uri=f"file:///{corpus.name}",
        blob_sha256=content_hash(corpus.name.encode()),
        locator=f"line {at}",
        format="json",
        content=record["text"],
        input_id=record["id"],
        title=record.get("title"),
        published=record.get("published"),
        publisher=record.get("source"),
    )


def measured(what: str, staged: Sequence[Path], settings: Settings, rounds: int) -> float:
    """Load, and resolve on a copy in each round; print what it took, return the median of resolve.

    The time is that of the processor, opening and closing the warehouse included.
    """
    now = datetime.now(UTC)
    run = Run(run_id=uuid4(), started=now, finished=now, status="completed", version="1")
    began = time.process_time()
    load(staged, [], run, settings)
    loaded = time.process_time() - began
    before = settings.data / "before.duckdb"
    fold(settings)
    shutil.copyfile(settings.database, before)
    spent = []
    for _ in range(rounds):
        forget(settings)
        shutil.copyfile(before, settings.database)
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            known, seconds, counts = process.submit(resolved, run.run_id, settings).result()
        spent.append(seconds)
    before.unlink()
    with reader(settings) as connection:
        there = totals(connection)
    print(
        f"{what}: load {loaded:.1f} s, resolve {median(spent):.3f} s"
        f" ({min(spent):.3f} to {max(spent):.3f}) and {known:.2f} s for what is known;"
        f" {counts.fresh} fresh reports, {counts.regrouped} regrouped, {counts.made} made,"
        f" {counts.replaced} replaced; {there['reports']} reports, {there['events']} events"
    )
    return median(spent)


def resolved(run_id: UUID, settings: Settings) -> tuple[float, float, ResolveCounts]:
    """Load what is known and resolve; return the processor seconds of each, and what was done."""
    began = time.process_time()
    import pyarrow.dataset  # noqa: F401 (DuckDB imports it when it is first given a table)

    load_identities(settings.knowledge)
    list(locate([("Oslo", "NOR")], load_knowledge(settings.knowledge)))
    version(settings.knowledge)
    loaded = time.process_time()
    counts = resolve(run_id, settings)
    return loaded - began, time.process_time() - loaded, counts


if __name__ == "__main__":
    main()
