"""All of it at once against one plain run: `python -m benchmarks.joint CORPUS [--articles 2000]`.

The plain run is `sitrep run` as on a laptop: processes of its own, rows in a file. Against it stand
two `sitrep run` at once, each with one half of the articles and a data folder of its own. One Dask
scheduler has their batches done by two workers, which are handed over by an object store that
speaks S3; one Prefect server is told of it; both load into one lake with its catalog in PostgreSQL.
At a part of the batches one worker is killed (SIGKILL) while it is at one. All servers are real
processes on loopback. The warehouses must hold the same, row for row; the exit code says so.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from distributed import Client

from benchmarks.corpus import head
from benchmarks.same import hold_the_same
from benchmarks.servers.dask_cluster import Cluster, dask_cluster
from benchmarks.servers.object_store import object_store
from benchmarks.servers.ports import wait_until
from benchmarks.servers.postgresql import postgresql
from benchmarks.servers.prefect_server import prefect_server
from schemas.settings import Settings
from tasks.store import Store

HALVES = ("first", "second")
QUICKER = "another writer of the lake was quicker"
PATIENCE = 7200.0
"""Seconds until part of the batches are done, whatever the machine."""
PAUSE = 2.0
"""Seconds between two looks at the store, for which listing hundreds of objects is work."""


def main() -> int:
    """Run, compare, print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", default="2000", help="a number, or `all`")
    parser.add_argument("--batch-size", type=int, default=250)
    parser.add_argument("--kill-at", type=float, default=0.3, help="share of the batches done")
    parser.add_argument(
        "--keep", type=Path, help="new folder, in which all stays, and what differs"
    )
    given = parser.parse_args()
    with _folder(given.keep) as folder:
        news = folder / "news"
        articles = _halve(head(given.corpus, given.articles, folder / "all.jsonl"), news)
        common = {"SITREP_BATCH_SIZE": str(given.batch_size)}
        plain = Settings(data=folder / "plain")
        _tell(folder, "plain", _started(folder, "plain", [news], common), time.monotonic())
        with ExitStack() as servers:
            database = servers.enter_context(postgresql("lake", "sitrep", "benchmark"))
            lake = Settings(
                data=folder / "reader",
                warehouse=f"ducklake:{database.url('lake')}",
                lake={"files": str(folder / "lake")},
            )
            most = given.kill_at * articles / given.batch_size
            _run_both(folder, common | _of_lake(lake), most, servers)
            return 0 if hold_the_same(plain, lake, given.keep) else 1


def _run_both(folder: Path, given: Mapping[str, str], batches: float, servers: ExitStack) -> None:
    """Start what else is needed and both runs; kill a worker once so many batches are done."""
    store = servers.enter_context(object_store(folder / "store.log"))
    prefect = servers.enter_context(prefect_server(folder / "prefect"))
    cluster = servers.enter_context(dask_cluster(folder / "dask", workers=2))
    given = dict(given) | {
        "PREFECT_API_URL": prefect.url,
        "SITREP_CLUSTER": cluster.address,
        "SITREP_STAGING": store.url,
    }
    began = time.monotonic()
    runs = [_started(folder, each, [folder / "news" / f"{each}.jsonl"], given) for each in HALVES]
    _kill_at_work(cluster, Store(store.url), max(1, int(batches)), runs)
    for name, run in zip(HALVES, runs, strict=True):
        _tell(folder, name, run, began)
    codes = [worker.poll() for worker in cluster.workers]
    print(f"workers: {codes[0]} (killed), {'at work' if codes[1] is None else codes[1]}")
    print(f"left in the object store: {len(Store(store.url).list())} objects", flush=True)


def _kill_at_work(
    cluster: Cluster, store: Store, batches: int, runs: Sequence["subprocess.Popen[bytes]"]
) -> None:
    """Kill the first worker while it is at a batch, after so many are done."""
    victim = cluster.workers[0]
    with Client(cluster.address, set_as_default=False) as client:
        (address,) = (at for at, pid in client.run(os.getpid).items() if pid == victim.pid)

        def is_time() -> bool:
            if any(run.poll() is not None for run in runs):
                raise RuntimeError("a run ended before a worker was killed")
            return _done(store) >= batches and bool(client.processing()[address])

        wait_until(is_time, f"{batches} batches", PATIENCE, PAUSE)
        victim.send_signal(signal.SIGKILL)
        at = client.processing().get(address, ())
    victim.wait()
    print(f"killed a worker (process {victim.pid}) at {', '.join(at)}; {batches} batches were done")


def _done(store: Store) -> int:
    return sum(each.name.startswith("batches/") for each in store.list())


def _started(
    folder: Path, name: str, news: Sequence[Path], given: Mapping[str, str]
) -> "subprocess.Popen[bytes]":
    """Start a run with a data folder of its own; what it prints goes to files."""
    command = [sys.executable, "-m", "flows.cli", "run", *map(str, news), "--json"]
    own = {"SITREP_DATA": str(folder / name)}
    with (folder / f"{name}.json").open("w") as out, (folder / f"{name}.log").open("w") as log:
        return subprocess.Popen(command, env=os.environ | given | own, stdout=out, stderr=log)


def _tell(folder: Path, name: str, run: "subprocess.Popen[bytes]", began: float) -> None:
    """Wait for a run and print what it says of itself."""
    code, log = run.wait(), (folder / f"{name}.log").read_text()
    if code:
        raise SystemExit(f"the run {name!r} ended with {code}:\n{log[-3000:]}")
    told: dict[str, Any] = json.loads((folder / f"{name}.json").read_text())
    counts = ", ".join(
        f"{told[key]:,} {key.replace('_', ' ')}"
        for key in ("articles", "documents_new", "copies", "reports_new", "events_made")
    )
    seconds = time.monotonic() - began
    print(f"{name}: {counts}; {seconds:.0f} s, {log.count(QUICKER)} lost turns", flush=True)


def _of_lake(lake: Settings) -> dict[str, str]:
    assert lake.warehouse is not None
    return {
        "SITREP_WAREHOUSE": lake.warehouse.get_secret_value(),
        "SITREP_LAKE__FILES": str(lake.lake.files),
    }


def _halve(news: Path, folder: Path) -> int:
    """Put the lines of a file in turn into two, so that copies stand in both; count them."""
    folder.mkdir()
    lines = news.read_bytes().splitlines(keepends=True)
    for place, name in enumerate(HALVES):
        (folder / f"{name}.jsonl").write_bytes(b"".join(lines[place::2]))
    return len(lines)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True)
        yield kept.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="sitrep-joint-") as name:
        yield Path(name)


if __name__ == "__main__":
    sys.exit(main())
