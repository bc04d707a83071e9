"""What Prefect costs: whole runs of the command beside the same stages called one after another.

    python -m benchmarks.prefect_share FILE.jsonl[.gz] [--articles 20000] [--workers 2]

Three times from nothing, on the first articles of the file: the stages as plain functions, in the
same worker processes and without Prefect; `sitrep run` with a standing server; `sitrep run` with
the server that it brings. Prints the processor seconds of all processes but the standing server's,
and what each takes more than the first, in percent.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from benchmarks.corpus import Measured, head, measure, watch
from benchmarks.servers.prefect_server import prefect_server
from flows.workers import open_pool
from schemas.settings import Settings
from tasks import remote
from tasks.batch import BatchCounts, extractor
from tasks.discovery import find
from tasks.plan import group
from tasks.reading import read_group
from tasks.resolve import resolve
from tasks.staging import basis, batch_folder, load_or_discard
from tasks.versions import pipeline_version
from warehouse.publish import publish
from warehouse.rows import Run


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", default="20000")
    parser.add_argument("--workers", default="2")
    parser.add_argument("--plain", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.plain is not None:
        plain(given.corpus, Settings(data=given.plain, workers=int(given.workers)))
        return
    with tempfile.TemporaryDirectory(prefix="sitrep-bench-") as scratch:
        home = Path(scratch)
        news = head(given.corpus, given.articles, home / "news.jsonl")
        os.environ.pop("PREFECT_API_URL", None)
        base = _plain(news, home / "plain", given.workers)
        print("| run | clock s | processor s | more |\n|---|---|---|---|", flush=True)
        show("stages without Prefect", base, base)
        with prefect_server(home / "prefect") as server:
            os.environ["PREFECT_API_URL"] = server.url
            show("with a standing server", measure(news, home / "standing", given.workers), base)
        del os.environ["PREFECT_API_URL"]
        show("with its own server", measure(news, home / "own", given.workers), base)


def plain(news: Path, settings: Settings) -> None:
    """Do a run's stages one after another, and print its counts."""
    began, version = time.monotonic(), pipeline_version(settings)
    record = Run(run_id=uuid4(), started=datetime.now(UTC), version=version)
    found, based_on = find([str(news)], settings, version), basis(settings, version)
    with open_pool(settings) as readers, open_pool(settings, extractor) as pool:
        reading = [readers.submit(read_group, each, settings) for each in group(found.files)]
        folders: dict[Path, Future[BatchCounts]] = {}
        for read in reading:
            for batch in read.result().batches:
                staged = batch_folder(settings, batch, based_on)
                folders[staged] = pool.submit(remote.run, batch.path, staged, settings, version)
        counts = [future.result() for future in folders.values()]
    inputs = [row for read in reading for row in read.result().inputs(version)]
    loaded = load_or_discard(sorted(folders), inputs, record, settings)
    resolve(record.run_id, settings)
    publish(settings)
    reports = {"all": sum(sum(each.reports.values()) for each in counts)}
    seconds = time.monotonic() - began
    print(json.dumps({
        "articles": loaded.inserted["documents"], "reports": reports, "seconds": seconds
    }))  # fmt: skip


def _plain(news: Path, data: Path, workers: str) -> Measured:
    command = [sys.executable, "-m", "benchmarks.prefect_share", str(news), "--workers", workers]
    return watch([*command, "--plain", str(data)])


def show(what: str, got: Measured, base: Measured) -> None:
    """Print a row; the runs must have come to the same."""
    if got.reports != base.reports:
        sys.exit(f"{what}: {got.reports} reports, {base.reports} without Prefect")
    more = got.processor / base.processor - 1
    print(f"| {what} | {got.wall:.1f} | {got.processor:.1f} | {more:+.1%} |", flush=True)


if __name__ == "__main__":
    main()
