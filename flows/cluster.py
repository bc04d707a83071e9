"""The engine of a Dask cluster: batches as tasks of Prefect's Dask runner, retried by Dask.

Dask knows which of its workers are alive, and gives what a lost one was at to another. What reads a
batch is a process under each worker (`flows.resident`), so that a document that hangs or crashes
ends that process as on one machine, and not the worker.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx
from distributed import KilledWorker, LocalCluster
from prefect import State, get_run_logger, runtime
from prefect.client.orchestration import get_client
from prefect.exceptions import PrefectException
from prefect.futures import PrefectFuture
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Crashed
from prefect_dask.task_runners import DaskTaskRunner

from flows import server, stages
from flows.engines import Engine
from flows.resident import Resident
from schemas.errors import SitrepError
from schemas.settings import Settings
from tasks.batch import BatchCounts
from tasks.reading import Batch

LOCAL = "local"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
AHEAD = 2
"""Batches to a thread of a worker: one under way, one waiting beside it."""


class ClusterError(SitrepError):
    """There is no Dask cluster at `SITREP_CLUSTER`, or nobody works in it."""


class _Cluster:
    """The engine while its runner is open."""

    deadly: tuple[type[Exception], ...] = (KilledWorker,)

    def __init__(self, runner: Any, settings: Settings, version: str) -> None:
        self._runner, self._settings = runner, settings
        data = settings.data.resolve()
        there = settings.model_copy(update={"data": data})
        self._fixed = {"settings": there, "version": version, "pool": Resident(there)}

    def room(self) -> int:
        threads: dict[str, int] = self._runner.client.nthreads()
        return max(1, AHEAD * sum(threads.values()))

    def submit(self, piece: Batch, staged: Path) -> PrefectFuture[BatchCounts]:
        given = {"piece": piece._replace(path=piece.path.resolve()), "staged": staged.resolve()}
        future: PrefectFuture[BatchCounts] = self._runner.submit(
            stages.extract, parameters=given | self._fixed
        )
        return future

    def give_up(self, future: PrefectFuture[BatchCounts], piece: Batch) -> None:
        try:
            tell_crashed(future.task_run_id, f"extract {piece.label}")
        except (httpx.HTTPError, PrefectException) as error:
            get_run_logger().warning("Prefect cannot show that %s crashed: %s", piece.label, error)

    def check(self) -> None:
        wait, cluster = self._settings.cluster_wait, self._settings.cluster
        try:
            self._runner.client.wait_for_workers(1, timeout=wait)
        except TimeoutError as error:
            raise ClusterError(
                f"the Dask cluster {cluster} had no worker for {wait:g} s; start workers with"
                f" `dask worker {cluster} --nthreads 1`; what was done is kept"
            ) from error


@contextmanager
def open_cluster(settings: Settings, version: str) -> Iterator[Engine]:
    """Connect to the cluster, or start one; wait for its first worker.

    Raises:
        ClusterError: nobody answers at its address, or there is no worker.
    """
    with _reachable_server(settings), runner_of(settings) as runner:
        try:
            runner.client  # noqa: B018 connects
        except OSError as error:
            raise ClusterError(
                f"no Dask scheduler answers at {settings.cluster} ({error}); start it with"
                " `dask scheduler`, or unset SITREP_CLUSTER to work on this machine alone"
            ) from error
        engine = _Cluster(runner, settings, version)
        engine.check()
        yield engine


def runner_of(settings: Settings) -> Any:
    """Return Prefect's runner of the cluster that is set; entered, it connects or starts one."""
    if settings.cluster != LOCAL:
        return DaskTaskRunner(address=settings.cluster)
    return DaskTaskRunner(
        cluster_class=LocalCluster,
        cluster_kwargs={
            "n_workers": settings.workers,
            "threads_per_worker": 1,
            "memory_limit": 0,
            "dashboard_address": "127.0.0.1:0",
            "silence_logs": logging.ERROR,
        },
    )


def tell_crashed(task_run: UUID, name: str) -> None:
    """Have the server show a task of the flow run under way as crashed.

    A worker that died at once may not have told the server of the task: it is made then.

    Raises:
        httpx.HTTPError: the server does not answer, or refuses.
    """
    dead: State[Any] = Crashed(message="it ended every worker that was at it")
    with get_client(sync_client=True) as client:
        try:
            client.set_task_run_state(task_run, dead, force=True)
        except httpx.HTTPStatusError as error:
            if error.response.status_code != httpx.codes.NOT_FOUND:
                raise
            flow_run = UUID(runtime.flow_run.id)
            client.create_task_run(
                stages.extract, flow_run, str(task_run), id=task_run, name=name, state=dead
            )


@contextmanager
def _reachable_server(settings: Settings) -> Iterator[None]:
    """Let the workers tell the Prefect server of their tasks: they have to know where it is.

    Raises:
        ServerMissingError: the server is embedded in this process, the workers are elsewhere.
    """
    if PREFECT_API_URL.value():
        yield
        return
    if settings.cluster != LOCAL and urlsplit(settings.cluster).hostname not in LOOPBACK:
        server.required()
    with get_client(sync_client=True) as client:
        url = str(client.api_url)
    with temporary_settings({PREFECT_API_URL: url}):
        yield
