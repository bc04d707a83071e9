"""Fuzz the targets one after another, guided by coverage, and tell what came of each.

python -m tests.fuzz.fuzz FOLDER SECONDS [TARGET ...]

What breaks a target is left in FOLDER, beside the inputs that reached something new.
"""

import os
import re
import signal
import sys
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tasks", "schemas"]):
    from tests.fuzz.seeds import seeds
    from tests.fuzz.targets import TARGETS

OPTIONS = ("-max_len=65536", "-timeout=60", "-rss_limit_mb=4096", "-print_final_stats=1")
_TRIED = re.compile(r"stat::number_of_executed_units: *(\d+)")


def main() -> None:
    """Print a line for each target; end with 1 if anything broke one."""
    folder, seconds, *wanted = sys.argv[1:]
    broken = [_told(target, Path(folder), int(seconds)) for target in wanted or TARGETS]
    sys.exit(1 if any(broken) else 0)


def _told(target: str, folder: Path, seconds: int) -> bool:
    (folder / target).mkdir(parents=True, exist_ok=True)
    log = folder / f"{target}.log"
    log.touch()
    child = os.fork()
    if not child:
        _fuzz(target, folder, seconds, log)
    tried = _waited_for(child, log)
    found = len(list(folder.glob(f"broken-{target}-*")))
    sys.stdout.write(f"{target:<12}{tried:>10} inputs tried, {found} broke it\n")
    sys.stdout.flush()
    return found > 0 or not tried


def _waited_for(child: int, log: Path) -> int:
    """Return how many inputs were tried. A forked libFuzzer may hang once it is done: end it."""
    while True:
        ended, _ = os.waitpid(child, os.WNOHANG)
        tried = _TRIED.search(log.read_text("utf-8", "replace"))
        if tried and not ended:
            os.kill(child, signal.SIGKILL)
            ended, _ = os.waitpid(child, 0)
        if ended:
            return int(tried[1]) if tried else 0
        time.sleep(1)


def _fuzz(target: str, folder: Path, seconds: int, log: Path) -> None:
    """Hand this process over to libFuzzer, which ends it."""
    with log.open("w") as written:
        os.dup2(written.fileno(), 1)
        os.dup2(written.fileno(), 2)
    for number, data in enumerate(seeds(target)):
        (folder / target / f"seed-{number}").write_bytes(data)
    limits = (f"-max_total_time={seconds}", f"-artifact_prefix={folder}/broken-{target}-")
    atheris.Setup([sys.argv[0], str(folder / target), *limits, *OPTIONS], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
