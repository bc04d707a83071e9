"""Fuzz the targets one after another, guided by coverage, and tell what came of each.

python -m tests.fuzz.fuzz FOLDER SECONDS [TARGET ...]

What breaks a target is left in FOLDER, beside the inputs that reached something new. Once all
targets have been fuzzed, the table in docs/hostile.md is written anew.
"""

import hashlib
import os
import re
import signal
import sys
import time
from pathlib import Path
from typing import NamedTuple

import atheris

from benchmarks.tables import put_table, row

with atheris.instrument_imports(include=["tasks", "schemas"]):
    from tests.fuzz.seeds import seeds
    from tests.fuzz.targets import TARGETS, Target

PAGE = Path("docs/hostile.md")
FINDINGS = Path(__file__).with_name("findings")
HEAD = (
    "| target | seconds | inputs tried | new ones kept | broke it | found before, mended, kept as"
    " tests |\n|---|---:|---:|---:|---:|---:|\n"
)
OPTIONS = (
    "-max_len=65536",
    "-timeout=60",
    "-report_slow_units=60",
    "-rss_limit_mb=4096",
    "-print_final_stats=1",
)
_TRIED = re.compile(r"stat::number_of_executed_units: *(\d+)")
_PULSE = re.compile(r"^#(\d+)\t", re.MULTILINE)


class Told(NamedTuple):
    """What came of fuzzing a target."""

    target: str
    seconds: int
    tried: int
    corpus: int
    """Inputs that reached what none before had reached, the seeds included."""
    broken: int

    def row(self) -> str:
        """Return it as a row of the table."""
        known = len(list((FINDINGS / self.target).glob("*")))
        counts = f"{self.tried:,}", f"{self.corpus:,}", self.broken, known
        return row(self.target, self.seconds, *counts)


def main() -> None:
    """Print a row for each target; end with 1 if anything broke one."""
    folder, seconds, *wanted = sys.argv[1:]
    sys.stdout.write(HEAD)
    told = [_told(target, Path(folder), int(seconds)) for target in wanted or TARGETS]
    if not wanted:
        put_table(PAGE, "fuzz", HEAD + "".join(each.row() for each in told))
    sys.exit(1 if any(each.broken or not each.tried for each in told) else 0)


def _told(target: str, folder: Path, seconds: int) -> Told:
    (folder / target).mkdir(parents=True, exist_ok=True)
    log = folder / f"{target}.log"
    log.write_text("")
    child = os.fork()
    if not child:
        _fuzz(target, folder, seconds, log)
    tried = _waited_for(child, log)
    corpus = len(list((folder / target).iterdir()))
    told = Told(target, seconds, tried, corpus, sum(map(_tells, folder.glob(f"broken-{target}-*"))))
    sys.stdout.write(told.row())
    sys.stdout.flush()
    return told


def _tells(broken: Path) -> bool:
    """Tell a finding from the empty file of a libFuzzer that fails at its exit, all being done."""
    return "-crash-" not in broken.name or broken.stat().st_size > 0


def _waited_for(child: int, log: Path) -> int:
    """Return how many inputs were tried. A forked libFuzzer may hang once it is done: end it."""
    while True:
        ended, _ = os.waitpid(child, os.WNOHANG)
        tried = _TRIED.search(log.read_text("utf-8", "replace"))
        if tried and not ended:
            os.kill(child, signal.SIGKILL)
            ended, _ = os.waitpid(child, 0)
        if ended:
            pulses = _PULSE.findall(log.read_text("utf-8", "replace"))
            return int(tried[1] if tried else pulses[-1] if pulses else 0)
        time.sleep(1)


def _fuzz(target: str, folder: Path, seconds: int, log: Path) -> None:
    """Hand this process over to libFuzzer, which ends it."""
    with log.open("w") as written:
        os.dup2(written.fileno(), 1)
        os.dup2(written.fileno(), 2)
    for number, data in enumerate(seeds(target)):
        (folder / target / f"seed-{number}").write_bytes(data)
    limits = (f"-max_total_time={seconds}", f"-artifact_prefix={folder}/broken-{target}-")
    kept = _keeping(TARGETS[target], folder / f"broken-{target}-")
    atheris.Setup([sys.argv[0], str(folder / target), *limits, *OPTIONS], kept)
    atheris.Fuzz()


def _keeping(target: Target, prefix: Path) -> Target:
    """Keep what breaks the target; libFuzzer, forked, keeps only what takes too long."""

    def fuzz(data: bytes) -> None:
        try:
            target(data)
        except Exception:
            Path(f"{prefix}{hashlib.sha256(data).hexdigest()[:12]}").write_bytes(data)
            raise

    return fuzz


if __name__ == "__main__":
    main()
