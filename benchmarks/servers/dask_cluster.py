"""A Dask scheduler and workers, each a process of its own, on loopback."""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from os import environ
from pathlib import Path
from typing import NamedTuple

from benchmarks.servers.ports import free_port

ROOT = Path(__file__).parents[2]
Process = subprocess.Popen[bytes]


class Cluster(NamedTuple):
    """A scheduler that runs."""

    address: str
    workers: list[Process]
    """With the nannies that start them anew, where they have some."""


@contextmanager
def dask_cluster(
    folder: Path,
    workers: int,
    options: Sequence[str] = ("--no-nanny",),
    environment: Mapping[str, str] | None = None,
) -> Iterator[Cluster]:
    """Start a scheduler and workers with one thread each; end them after the block.

    Args:
        folder: where they run and log; it has nothing to do with any data folder.
        workers: how many.
        options: further ones of `dask worker`.
        environment: what they all get beside this process's own.
    """
    address = f"tcp://127.0.0.1:{free_port()}"
    settings = environ | {"PYTHONPATH": str(ROOT)} | dict(environment or {})
    port = address.rpartition(":")[2]
    with ExitStack() as ends:
        options = ["--nthreads", "1", "--no-dashboard", *options]
        scheduler = ["dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"]
        commands = [scheduler, *[["dask_worker", address, *options]] * workers]
        started = []
        for number, (module, *arguments) in enumerate(commands):
            home = folder / str(number)
            home.mkdir(parents=True)
            command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
            log = ends.enter_context((home / "log").open("w"))
            process = subprocess.Popen(command, cwd=home, env=settings, stdout=log, stderr=log)
            ends.callback(_end, process)
            started.append(process)
        yield Cluster(address, started[1:])


def _end(process: Process) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
