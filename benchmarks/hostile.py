"""Hostile inputs, one by one: what comes of each, how long it takes, how much memory.

python -m benchmarks.hostile [--all] [--seconds 120]

Each is read, normalized and extracted in a process of its own under the time limit of a document.
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
from typing import NamedTuple

from benchmarks.hostile_inputs import INPUTS, Hostile
from schemas.reject import Reject
from schemas.settings import Settings
from schemas.source import Source
from tasks import batch, watch
from tasks.ingest import discover, read


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


def apart(hostile: Hostile, settings: Settings) -> int:
    """Print the outcome in a child process; return its exit status, a signal's number negative."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        watch.begin(folder / ".note", folder / ".trace", settings.document_seconds, {})
        got = outcome(hostile, settings.model_copy(update={"data": folder / "data"}), folder)
    held = bool(got.reasons & hostile.reasons) if hostile.reasons else got.articles > 0
    read_as = f"{got.articles} read" if got.articles else "nothing read"
    print(
        f"| {hostile.what} | {read_as}{'; ' if got.told else ''}{got.told} |"
        f" {got.seconds:.1f} | {got.megabytes:,.0f} | {'yes' if held else 'NO'} |"
    )
    sys.stdout.flush()
    os._exit(0 if held else 1)


def main() -> None:
    """Print the table; end with 1 if anything was not as it has to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="also those that take minutes")
    parser.add_argument("--seconds", type=float, default=120.0, help="limit of a document")
    given = parser.parse_args()
    settings = Settings(document_seconds=given.seconds)
    list(batch.extractor(settings).extract([]))
    print("| input | what came of it | CPU s | more MB | as it has to be |")
    print("|---|---|---:|---:|---|")
    failed = 0
    for hostile in INPUTS:
        if given.all or not hostile.heavy:
            code = apart(hostile, settings)
            if code == -signal.SIGPROF:
                told = f"given up after {given.seconds:g} s: too_slow"
                print(f"| {hostile.what} | {told} | {given.seconds:.1f} | | yes |")
            elif code < 0:
                print(f"| {hostile.what} | process ended by signal {-code} | | | NO |")
            failed += code not in (0, -signal.SIGPROF)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
