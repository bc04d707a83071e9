"""The stage `resolve` over a corpus: all at once, and after the last part is added.

    python benchmarks/resolve.py FILE.jsonl.gz DATA [--most N] [--part 0.01] [--rounds 5]

Extracts into DATA without Prefect in this process (what DATA/batches holds already is not made
again), loads all but the last part and resolves; then in turn adds the last part to that, and does
all from nothing, each time in a process of its own that loads and resolves as a run does. Prints
processor seconds, how long it takes a process to load what it knows before (offices, states, names,
places), the share of the last part in the whole without that, and whether both ways give the same.
"""

import argparse
import gzip
import json
import shutil
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import NamedTuple
from uuid import uuid4

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
from warehouse.connection import reader, writer
from warehouse.content import fingerprint
from warehouse.rows import Run
from warehouse.snapshot import log_of


class Took(NamedTuple):
    """Processor seconds of a process, and what it did."""

    load: float
    known: float
    """To load what is known before."""
    resolve: float
    counts: ResolveCounts


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
    tell("all but the last part", [took(staged[:-last], settings)])
    parts, wholes, same = in_turn(staged, last, settings, given.rounds)
    tell(f"the last {last} of {len(staged)} batches", parts)
    tell("all at once", wholes)
    share = median(each.resolve for each in parts) / median(each.resolve for each in wholes)
    print(f"the last part costs {share:.1%} of the whole")
    print("the same" if same else "NOT THE SAME")


def in_turn(
    staged: Sequence[Path], last: int, settings: Settings, rounds: int
) -> tuple[list[Took], list[Took], bool]:
    """Add the last part to what stands, then do all from nothing, again and again.

    Returns:
        What either took, and whether both gave the same each time.
    """
    parts, wholes, same = [], [], True
    before = settings.data / "before.duckdb"
    fold(settings)
    shutil.copyfile(settings.database, before)
    for _ in range(rounds):
        forget(settings)
        shutil.copyfile(before, settings.database)
        parts.append(took(staged[-last:], settings))
        step_by_step = content(settings)
        forget(settings)
        wholes.append(took(staged, settings))
        same = same and content(settings) == step_by_step
    before.unlink()
    fold(settings)
    return parts, wholes, same


def forget(settings: Settings) -> None:
    """Remove the warehouse."""
    for path in (settings.database, log_of(settings.database)):
        path.unlink(missing_ok=True)


def fold(settings: Settings) -> None:
    """Write what is committed into the file, as publishing does; made if it is not there."""
    with writer(settings) as connection:
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


def tell(what: str, rounds: Sequence[Took]) -> None:
    """Print what it took."""
    spent, counts = sorted(each.resolve for each in rounds), rounds[-1].counts
    load, known = median(each.load for each in rounds), median(each.known for each in rounds)
    print(
        f"{what}: load {load:.1f} s, resolve {median(spent):.3f} s"
        f" ({spent[0]:.3f} to {spent[-1]:.3f}) and {known:.2f} s for what is known;"
        f" {counts.fresh} fresh reports, {counts.regrouped} regrouped, {counts.made} made,"
        f" {counts.replaced} replaced"
    )


def took(staged: Sequence[Path], settings: Settings) -> Took:
    """Load and resolve in a process of its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(loaded_and_resolved, staged, settings).result()


def loaded_and_resolved(staged: Sequence[Path], settings: Settings) -> Took:
    """Load, load what is known, and resolve, one after another as in a run."""
    now = datetime.now(UTC)
    run = Run(run_id=uuid4(), started=now, finished=now, status="completed", version="1")
    began = time.process_time()
    with ExitStack() as leave_open:
        load(staged, [], run, settings, leave_open)
        loaded = time.process_time()
        import pyarrow.dataset  # noqa: F401 (DuckDB imports it when it is first given a table)

        load_identities(settings.knowledge)
        list(locate([("Oslo", "NOR")], load_knowledge(settings.knowledge)))
        version(settings.knowledge)
        known = time.process_time()
        counts = resolve(run.run_id, settings)
        resolved = time.process_time()
    return Took(loaded - began, known - loaded, resolved - known, counts)


if __name__ == "__main__":
    main()
