"""The work on a Dask cluster gives the rows that processes of one machine give."""

import json
import signal
import threading
from collections import Counter
from functools import partial
from pathlib import Path
from uuid import uuid4

import duckdb
import psutil
import pytest

from benchmarks.servers.dask_cluster import Cluster, dask_cluster
from benchmarks.servers.object_store import ObjectStore
from benchmarks.servers.ports import wait_until
from schemas.settings import Settings
from tasks.store import Store, store_of
from tests.flows.deadly import DEADLY
from tests.flows.running import SAMPLES, Loaded, run_flow
from warehouse.content import duplicates, fingerprint

PATIENCE = 900.0
"""Seconds that a busy machine may take to start a worker."""

pytestmark = pytest.mark.xdist_group("prefect")


def content(settings: Settings) -> dict[str, str]:
    with duckdb.connect(settings.snapshot, read_only=True) as connection:
        assert duplicates(connection) == {}
        return fingerprint(connection)


def query(settings: Settings, sql: str) -> list[tuple]:
    with duckdb.connect(settings.snapshot, read_only=True) as connection:
        return connection.execute(sql).fetchall()


@pytest.mark.scale
def test_a_cluster_of_two_of_which_one_is_killed_gives_the_same_rows(
    s3: ObjectStore, loaded: Loaded, tmp_path: Path
) -> None:
    with dask_cluster(tmp_path / "dask", workers=2) as cluster:
        settings = Settings(
            data=tmp_path / "data",
            cluster=cluster.address,
            staging=f"{s3.url}/cluster",
            cluster_wait=PATIENCE,
            batch_size=2,
        )
        killer = threading.Thread(target=_kill_one_at_work, args=(cluster, settings))
        killer.start()
        summary = run_flow([SAMPLES], settings)
        killer.join()
        assert cluster.workers[0].poll() == -signal.SIGKILL
        assert cluster.workers[1].poll() is None
    assert summary.articles == 19
    assert content(settings) == content(loaded.settings)
    store = store_of(settings)
    assert store is not None
    assert store.list() == []


def _kill_one_at_work(cluster: Cluster, settings: Settings) -> None:
    """Kill the first worker while its reader is at a batch and others are done."""
    store = store_of(settings)
    assert store is not None
    first = psutil.Process(cluster.workers[0].pid)
    wait_until(partial(_has_batches, store), "a batch that is done", PATIENCE)
    wait_until(lambda: bool(first.children(recursive=True)), "a reader of the worker", PATIENCE)
    first.send_signal(signal.SIGKILL)


def _has_batches(store: Store) -> bool:
    return any(each.name.startswith("batches") for each in store.list())


@pytest.mark.scale
def test_a_cluster_that_lives_as_long_as_the_run(loaded: Loaded, tmp_path: Path) -> None:
    settings = Settings(
        data=tmp_path / "data", cluster="local", workers=1, staging=(tmp_path / "x").as_uri()
    )
    run_flow([SAMPLES], settings)
    assert content(settings) == content(loaded.settings)


def test_a_cluster_of_this_machine_is_reached_from_nowhere_else(tmp_path: Path) -> None:
    from flows.cluster import runner_of

    settings = Settings(data=tmp_path, cluster="local", workers=1)
    with runner_of(settings) as runner:
        assert runner.client.nthreads()
        this = psutil.Process()
        opened = [
            each.laddr.ip
            for process in (this, *this.children(recursive=True))
            for each in process.net_connections()
            if each.status == psutil.CONN_LISTEN
        ]
    assert set(opened) == {"127.0.0.1"}


@pytest.mark.usefixtures("server")
def test_an_article_that_kills_every_worker_becomes_a_reject(tmp_path: Path) -> None:
    texts = [f"Ana Ruiz visited Lima.\nDay {day} of the tour." for day in range(8)]
    texts[5] += f" It took {DEADLY}."
    news = tmp_path / "news.jsonl"
    lines = [json.dumps({"id": str(day), "text": text}) for day, text in enumerate(texts)]
    news.write_text("\n".join(lines))
    once = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    preload = ["--preload", "tests.flows.deadly"]
    with dask_cluster(tmp_path / "dask", 1, preload, once) as cluster:
        settings = Settings(
            data=tmp_path / "data", cluster=cluster.address, cluster_wait=PATIENCE, batch_size=4
        )
        summary = run_flow([news], settings)
    assert summary.documents_new == 7
    told = query(settings, "SELECT stage, reason, excerpt LIKE '%memory%' FROM rejects")
    assert told == [("extract", "internal_error", True)]
    ends = {"Completed", "Crashed"}
    wait_until(lambda: states(summary.run_id).keys() == ends, "the states of all tasks", 60)
    assert states(summary.run_id)["Crashed"] == 2


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("heard_of", [False, True])
def test_a_task_whose_worker_died_is_shown_as_crashed(*, heard_of: bool) -> None:
    from prefect import flow, runtime

    from flows.cluster import tell_crashed

    died = uuid4()

    @flow
    def tell() -> str:
        for _ in range(1 + heard_of):
            tell_crashed(died, "extract news.jsonl")
        return str(runtime.flow_run.id)

    assert states(tell()) == {"Crashed": 1}


def states(run_id: str) -> Counter[str]:
    """Count the states in which the tasks of a run ended."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId

    wanted = FlowRunFilter(id=FlowRunFilterId(any_=[run_id]))
    with get_client(sync_client=True) as client:
        return Counter(
            str(each.state_name) for each in client.read_task_runs(flow_run_filter=wanted)
        )
