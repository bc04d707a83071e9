"""A day in fast motion: sources that grow, schedules, and a server and a service that are killed.

    python -m benchmarks.day FILE.jsonl.gz [--slices 8] [--size 80] [--every 60]
        [--database sqlite|postgresql] [--keep FOLDER]

Starts `prefect server start`, a web server and a folder that bring out a slice of the file every so
many seconds, and `sitrep serve`. Twice, while a run is at work, server and service are killed with
all their processes and started again. At the end the warehouse must equal one plain run over the
same articles, but for run ids and clock times. The slices are taken evenly from the whole file.
PostgreSQL is started in a folder of its own, by the user `postgres` if this is root. `chromium`,
where it is installed, takes pictures of the UI into FOLDER/pictures.
"""

import argparse
import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import duckdb

from benchmarks.day.pictures import photograph
from benchmarks.day.press import Item, Press
from benchmarks.day.server import PrefectServer
from benchmarks.servers.ports import free_port
from benchmarks.servers.postgresql import postgresql
from warehouse.content import fingerprint

PATIENCE = 1200.0
"""Seconds that a server may take to start, and the last runs to end, on a busy machine."""
AT_WORK = 180.0
"""Seconds that are waited for a run to be under way, to kill it."""
COUNTED = ("sources", "documents", "reports", "events", "actors", "rejects")
SETTINGS = """
data = "data"
workers = 1
[fetch]
allow_networks = ["127.0.0.0/8"]
host_delay = 0.1
retries = 0
[serve]
fetch = "1m"
run = "1m"
watch = "2m"
maintenance = "10m"
report = ""
"""


def main() -> None:
    """Live through the day and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--slices", type=int, default=8)
    parser.add_argument("--size", type=int, default=80)
    parser.add_argument("--every", type=float, default=60.0)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="sitrep-day-"))
    folder.mkdir(parents=True, exist_ok=True)
    items = spread(given.corpus, given.slices * given.size + 1)
    with ExitStack() as open_until_evening:
        Day(folder.resolve(), items, open_until_evening).live(given)


def spread(corpus: Path, number: int) -> list[Item]:
    """Return so many items, taken evenly from the whole file."""
    with gzip.open(corpus, "rt") as lines:
        total = sum(1 for _ in lines)
    with gzip.open(corpus, "rt") as lines:
        step = max(total // number, 1)
        return [json.loads(line) for line in islice(lines, 0, step * number, step)]


class Day:
    """The processes of a day, and what they are asked."""

    def __init__(self, folder: Path, items: list[Item], evening: ExitStack) -> None:
        self.folder = folder
        self.press = Press(items, folder / "drop")
        self.evening = evening
        self.server = PrefectServer(f"http://127.0.0.1:{free_port()}/api")
        self.running: list[subprocess.Popen[bytes]] = []
        self.starts: list[datetime] = []
        self.environment = {
            **os.environ,
            "PREFECT_HOME": str(folder / "prefect"),
            "PREFECT_API_URL": self.server.url,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": (
                "prefect.server.concurrency.lease_storage.filesystem"
            ),
            "DO_NOT_TRACK": "1",
        }
        (folder / "sitrep.toml").write_text(SETTINGS)
        (folder / "sources.toml").write_text(self.press.sources())

    def live(self, given: argparse.Namespace) -> None:
        """From the first slice to the comparison."""
        if given.database == "postgresql":
            database = self.evening.enter_context(postgresql("prefect", "prefect"))
            address = database.url("prefect", "postgresql+asyncpg")
            self.environment["PREFECT_API_DATABASE_CONNECTION_URL"] = address
        self.evening.callback(self.kill)
        self.start()
        for number in range(1, given.slices + 1):
            self.press.publish(given.size)
            self.say(f"slice {number} is published")
            if number in (given.slices // 3, 2 * given.slices // 3):
                self.kill_at_work()
                self.start()
            time.sleep(given.every)
        self.wait_for("the evening", self.all_is_loaded)
        self.tell_of_runs()
        photograph(self.server, self.folder / "pictures")
        self.kill()
        self.compare()

    def start(self) -> None:
        """Start the server and, once it answers, the service."""
        port = self.server.url.rsplit(":", 1)[1].removesuffix("/api")
        self.spawn("server", "prefect", "server", "start", "--port", port)
        self.wait_for("the server", self.server.answers)
        self.spawn("serve", "sitrep", "serve")
        self.starts.append(datetime.now(UTC))
        self.say("server and service were started")

    def spawn(self, name: str, *command: str) -> None:
        """Start a program in a session of its own."""
        program = str(Path(sys.executable).parent / command[0])
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running.append(
                subprocess.Popen(
                    [program, *command[1:]],
                    cwd=self.folder,
                    env=self.environment,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            )

    def kill_at_work(self) -> None:
        """Kill while a run is under way, if one begins in time."""
        with suppress(TimeoutError):
            self.wait_for("a run", self.is_at_work, AT_WORK)
        doing = [each.name for each in self.server.runs() if each.kind == "RUNNING"]
        self.kill()
        self.say(f"server and service were killed; under way: {', '.join(doing) or 'nothing'}")

    def kill(self) -> None:
        """Kill server and service as a power cut does: with all their processes."""
        for process in self.running:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.running.clear()

    def is_at_work(self) -> bool:
        """Tell whether a run reads articles: it has batches in staging."""
        return any((self.folder / "data" / "staging").glob("sources/*/group.json"))

    def all_is_loaded(self) -> bool:
        """Tell whether every article that was published is in the snapshot."""
        snapshot = self.folder / "data" / "sitrep.duckdb"
        if not snapshot.exists():
            return False
        with duckdb.connect(snapshot, read_only=True) as connection:
            row = connection.execute("SELECT count(DISTINCT input_id) FROM sources").fetchone()
        return row is not None and row[0] >= self.press.published

    def wait_for(self, what: str, happens: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Wait until it happens.

        Raises:
            TimeoutError: it did not.
        """
        deadline = time.monotonic() + patience
        while not happens():
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited {patience:.0f} s for {what}; logs in {self.folder}")
            time.sleep(0.5)

    def tell_of_runs(self) -> None:
        """Print how the runs ended, and how long after each start the first one did."""
        for (flow, state), number in sorted(self.server.states().items()):
            self.say(f"{number:3} {flow}: {state}")
        done = [each for each in self.server.runs() if each.flow == "sitrep" and each.ended]
        for start in self.starts[1:]:
            later = [
                each.ended for each in done
                if each.kind == "COMPLETED" and each.ended and each.began and each.began > start
            ]  # fmt: skip
            took = (min(later) - start).total_seconds() if later else float("nan")
            self.say(f"after a restart all was made good within {took:.0f} s")

    def compare(self) -> None:
        """Run once over the same articles, in the same place, and compare."""
        data, day = self.folder / "data", self.folder / "day.duckdb"
        shutil.move(data / "sitrep.duckdb", day)
        (data / "warehouse.duckdb").unlink()
        for rest in ("staging", "warehouse.duckdb.wal"):
            shutil.rmtree(data / rest, ignore_errors=True)
        own = ("PREFECT_API_URL", "PREFECT_API_DATABASE_CONNECTION_URL")
        plain = {name: value for name, value in self.environment.items() if name not in own}
        program = str(Path(sys.executable).parent / "sitrep")
        subprocess.run([program, "run"], cwd=self.folder, env=plain, check=True)
        ours, theirs = content(day), content(data / "sitrep.duckdb")
        wrong = sorted(table for table in theirs if ours.get(table) != theirs[table])
        self.say(f"rows: {rows(day)}")
        self.say(f"{len(theirs) - len(wrong)} of {len(theirs)} tables are equal; unequal: {wrong}")
        if wrong:
            sys.exit(1)

    def say(self, what: str) -> None:
        """Print it with the time."""
        print(f"{datetime.now(UTC):%H:%M:%S} {what}", flush=True)


def content(path: Path) -> dict[str, str]:
    """Return the fingerprints of a database's tables."""
    with duckdb.connect(path, read_only=True) as connection:
        return fingerprint(connection)


def rows(path: Path) -> dict[str, int]:
    """Return how many rows tables have."""
    with duckdb.connect(path, read_only=True) as connection:
        return {table: len(connection.table(table)) for table in COUNTED}


if __name__ == "__main__":
    main()
