"""Hostile inputs, one by one: what comes of each, how long it takes, how much memory.

python -m benchmarks.hostile [--all] [--seconds 120] [--page docs/hostile.md]

Each is read, normalized and extracted in a process of its own under the time limit of a document.
The table is printed, and put into the page.
"""

import argparse
import os
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple, NoReturn

from benchmarks.hostile_inputs import INPUTS, Hostile
from benchmarks.tables import put_table, row
from schemas.reject import Reject
from schemas.settings import Settings
from schemas.source import Source
from tasks import batch, watch
from tasks.ingest import discover, read

HEAD = "| input | what came of it | CPU s | more MB | as it has to be |\n|---|---|---:|---:|---|\n"


class Row(NamedTuple):
    """A row of the table, but for its last cell: whether the outcome is what it has to be."""

    cells: str
    held: bool


class Outcome(NamedTuple):
    """What came of an input."""

    told: str
    articles: int
    reasons: frozenset[str]
    seconds: float
    megabytes: float


def outcome(hostile: Hostile, settings: Settings, folder: Path) -> Outcome:
    """Take a hostile file the whole way to reports."""
    path = folder / hostile.name
    hostile.write(path)
    began, before = time.process_time(), _peak()
    files, rejects = discover([str(path)], settings.data)
    sources = []
    for file in files:
        for found in read(file, "0" * 64, settings):
            if isinstance(found, Reject):
                rejects.append(found)
            else:
                sources.append(found)
                rejects += _processed([found], settings)
                sources[-1] = found.model_copy(update={"content": ""})
    counts = Counter(reject.reason for reject in rejects)
    told = ", ".join(f"{n:,} {reason}" if n > 1 else reason for reason, n in sorted(counts.items()))
    seconds = time.process_time() - began
    return Outcome(told, len(sources), frozenset(counts), seconds, max(0.0, _peak() - before))


def _processed(sources: list[Source], settings: Settings) -> list[Reject]:
    return batch.process(sources, batch.extractor(settings), settings)[1]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def apart(hostile: Hostile, settings: Settings) -> Row:
    """Find the outcome in a child process."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        _tell(hostile, settings, theirs)
    os.close(theirs)
    with os.fdopen(ours, encoding="utf-8") as pipe:
        told = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code == -signal.SIGPROF:
        seconds = settings.document_seconds
        told = f"given up after {seconds:g} s: too_slow | {seconds:.1f} | "
        return Row(f"{hostile.what} | {told}", held=not hostile.reasons)
    if code < 0:
        return Row(f"{hostile.what} | process ended by signal {-code} | | ", held=False)
    return Row(f"{hostile.what} | {told}", held=code == 0)


def _tell(hostile: Hostile, settings: Settings, pipe: int) -> NoReturn:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        watch.begin(folder / ".note", folder / ".trace", settings.document_seconds, {})
        got = outcome(hostile, settings.model_copy(update={"data": folder / "data"}), folder)
    held = bool(got.reasons & hostile.reasons) if hostile.reasons else got.articles > 0
    read_as = f"{got.articles} read" if got.articles else "nothing read"
    told = f"{read_as}{'; ' if got.told else ''}{got.told}"
    os.write(pipe, f"{told} | {got.seconds:.1f} | {got.megabytes:,.0f}".encode())
    os._exit(0 if held else 1)


def main() -> None:
    """Print the table; end with 1 if anything was not as it has to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="also those that take minutes")
    parser.add_argument("--seconds", type=float, default=120.0, help="limit of a document")
    parser.add_argument("--page", type=Path, help="page that gets the table")
    given = parser.parse_args()
    settings = Settings(document_seconds=given.seconds)
    list(batch.extractor(settings).extract([]))
    table, failed = HEAD, 0
    print(table, end="", flush=True)
    for hostile in INPUTS:
        if given.all or not hostile.heavy:
            made = apart(hostile, settings)
            line = row(made.cells, "yes" if made.held else "NO")
            print(line, end="", flush=True)
            table, failed = table + line, failed + (not made.held)
    if given.page:
        put_table(given.page, "hostile", table)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
