"""A day in fast motion: a feed that grows, schedules, and a server and a service that are killed.

    python benchmarks/day.py FILE.jsonl.gz [--slices 6] [--size 20] [--every 60]
        [--database sqlite|postgresql] [--keep FOLDER]

Starts `prefect server start`, a web server that publishes a slice of the corpus every so many
seconds as a feed, and `sitrep serve`. Twice on the way server and service are killed with all their
processes and started again. At the end the warehouse must equal one plain run over what was
fetched, but for run ids and clock times. PostgreSQL is started in a folder of its own, by the user
`postgres` if this is root. `chromium`, where it is installed, takes pictures of the UI into FOLDER.
"""

import argparse
import gzip
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import duckdb

from warehouse.content import fingerprint

PATIENCE = 900.0
"""Seconds that a server may take to start, and the last runs to end, on a busy machine."""
SETTINGS = """
data = "data"
workers = 1
[fetch]
allow_networks = ["127.0.0.0/8"]
[serve]
fetch = "1m"
run = "1m"
watch = "2m"
maintenance = "10m"
"""
SOURCES = """
[[source]]
name = "corpus"
kind = "feed"
url = "http://127.0.0.1:{port}/feed"
articles = "entry"
every = "30s"
max_age = "36500d"
"""


def main() -> None:
    """Live through the day and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--slices", type=int, default=6)
    parser.add_argument("--size", type=int, default=20)
    parser.add_argument("--every", type=float, default=60.0)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="sitrep-day-"))
    folder.mkdir(parents=True, exist_ok=True)
    with gzip.open(given.corpus, "rt") as lines:
        items = [json.loads(line) for line in islice(lines, given.slices * given.size)]
    with ExitStack() as open_until_evening:
        Day(folder.resolve(), items, open_until_evening).live(given)


class Feed:
    """A web server whose feed holds what has been published so far."""

    def __init__(self, items: list[dict[str, Any]]) -> None:
        self.items = items
        self.published = 0
        feed = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = self.path == "/feed"
                body = feed.xml().encode() if found else b""
                self.send_response(200 if found else 404)
                self.send_header("Content-Type", "application/rss+xml")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def xml(self) -> str:
        """Return the feed as RSS."""
        entries = "".join(map(self._entry, self.items[: self.published]))
        return (
            '<?xml version="1.0"?><rss version="2.0"><channel><title>The corpus</title>'
            f"{entries}</channel></rss>"
        )

    def _entry(self, item: dict[str, Any]) -> str:
        day = datetime.fromisoformat(item["published"][:10]).replace(tzinfo=UTC)
        return (
            f"<item><guid>{escape(item['id'])}</guid><title>{escape(item['title'] or '')}</title>"
            f"<link>http://127.0.0.1:{self.port}/{escape(item['id'])}</link>"
            f"<pubDate>{format_datetime(day)}</pubDate>"
            f"<description>{escape(item['text'])}</description></item>"
        )


class Day:
    """The processes of a day, and what they are asked."""

    def __init__(self, folder: Path, items: list[dict[str, Any]], evening: ExitStack) -> None:
        self.folder = folder
        self.feed = Feed(items)
        self.evening = evening
        self.url = f"http://127.0.0.1:{free_port()}/api"
        self.running: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **os.environ,
            "PREFECT_HOME": str(folder / "prefect"),
            "PREFECT_API_URL": self.url,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": (
                "prefect.server.concurrency.lease_storage.filesystem"
            ),
            "DO_NOT_TRACK": "1",
        }
        (folder / "sitrep.toml").write_text(SETTINGS)
        (folder / "sources.toml").write_text(SOURCES.format(port=self.feed.port))

    def live(self, given: argparse.Namespace) -> None:
        """From the first slice to the comparison."""
        if given.database == "postgresql":
            address = self.evening.enter_context(postgresql())
            self.environment["PREFECT_API_DATABASE_CONNECTION_URL"] = address
        self.evening.callback(self.kill)
        self.start()
        for number in range(1, given.slices + 1):
            self.feed.published = number * given.size
            self.say(f"slice {number} is published")
            time.sleep(given.every)
            if number in (given.slices // 3, 2 * given.slices // 3):
                self.kill()
                self.say("server and service were killed")
                self.start()
        self.wait_for("the evening", self.all_is_loaded)
        self.say(f"runs: {self.runs()}")
        photograph(self.url, self.folder)
        self.kill()
        self.compare()

    def start(self) -> None:
        """Start the server and, once it answers, the service."""
        port = self.url.rsplit(":", 1)[1].removesuffix("/api")
        self.spawn("server", "prefect", "server", "start", "--port", port)
        self.wait_for("the server", self.answers)
        self.spawn("serve", "sitrep", "serve")

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

    def kill(self) -> None:
        """Kill server and service as a power cut does: with all their processes."""
        for process in self.running:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.running.clear()

    def answers(self) -> bool:
        """Tell whether the server answers."""
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=10):
                return True
        except OSError:
            return False

    def all_is_loaded(self) -> bool:
        """Tell whether every article that was published is in the snapshot, and all is quiet."""
        snapshot = self.folder / "data" / "sitrep.duckdb"
        if not snapshot.exists():
            return False
        with duckdb.connect(snapshot, read_only=True) as connection:
            row = connection.execute("SELECT count(DISTINCT input_id) FROM sources").fetchone()
        runs = self.runs()
        quiet = not any(kind in ("RUNNING", "PENDING") for kind, _ in runs)
        return row is not None and row[0] >= self.feed.published and quiet

    def runs(self) -> Counter[tuple[str, str]]:
        """Return how many flow runs are in each state but those to come."""
        body = json.dumps({"limit": 200, "sort": "EXPECTED_START_TIME_DESC", "flow_runs": {
            "state": {"type": {"not_any_": ["SCHEDULED"]}}}}).encode()  # fmt: skip
        asked = urllib.request.Request(
            f"{self.url}/flow_runs/filter", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(asked, timeout=60) as answer:
            states = [run["state"] for run in json.load(answer)]
        return Counter((state["type"], state["name"]) for state in states)

    def wait_for(self, what: str, happens: Any) -> None:
        """Wait until it happens."""
        deadline = time.monotonic() + PATIENCE
        while not happens():
            if time.monotonic() > deadline:
                raise SystemExit(f"waited {PATIENCE:.0f} s for {what}; logs in {self.folder}")
            time.sleep(2)

    def compare(self) -> None:
        """Run once over what was fetched, in the same place, and compare."""
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


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgresql() -> Iterator[str]:
    """Start PostgreSQL in a folder of its own and give its address for Prefect."""
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="sitrep-postgresql-"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    start = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    run = {"check": True, "user": user, "cwd": folder, "stdout": subprocess.DEVNULL}
    base = folder / "data"
    subprocess.run(["initdb", "-D", base, "-A", "trust", "-U", "prefect", "-N"], **run)
    subprocess.run(["pg_ctl", "-D", base, "-w", "-t", "300", "-l", folder / "log", "-o", start,
                    "start"], **run)  # fmt: skip
    try:
        address = f"prefect@127.0.0.1:{port}"
        make = ["psql", f"postgresql://{address}/postgres", "-c", "CREATE DATABASE prefect"]
        subprocess.run(make, **run)
        yield f"postgresql+asyncpg://{address}/prefect"
    finally:
        subprocess.run(["pg_ctl", "-D", base, "-m", "immediate", "stop"], **run)
        shutil.rmtree(folder, ignore_errors=True)


def photograph(api: str, folder: Path) -> None:
    """Take pictures of the UI: the runs, one run, the artifacts."""
    browser = shutil.which("chromium")
    if browser is None:
        return
    ui = api.removesuffix("/api")
    pages = {"runs": "runs", "artifacts": "artifacts", "deployments": "deployments"}
    for kind in ("trend", "run-summary", "quality"):
        if found := newest_artifact(api, kind):
            pages[kind] = f"artifacts/artifact/{found['id']}"
            pages[f"{kind}-run"] = f"runs/flow-run/{found['flow_run_id']}"
    for name, page in pages.items():
        subprocess.run(
            [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--virtual-time-budget=15000", "--window-size=1400,1000",
             f"--screenshot={folder / name}.png", f"{ui}/{page}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180, check=False,
        )  # fmt: skip


def newest_artifact(api: str, key: str) -> dict[str, Any] | None:
    """Return the newest artifact of a key."""
    body = json.dumps({"artifacts": {"key": {"any_": [key]}}, "limit": 1}).encode()
    asked = urllib.request.Request(
        f"{api}/artifacts/filter", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:
        found = json.load(answer)
    return found[0] if found else None


if __name__ == "__main__":
    main()
