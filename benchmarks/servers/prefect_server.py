"""A Prefect server of one's own, on loopback."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from benchmarks.servers.ports import PATIENCE, free_port, wait_until
from flows.environment import PREFECT_DEFAULTS


class PrefectServer(NamedTuple):
    """A server that runs."""

    url: str
    """Of its API, as in `PREFECT_API_URL`."""
    process: "subprocess.Popen[bytes]"


@contextmanager
def prefect_server(
    home: Path, port: int | None = None, patience: float = PATIENCE
) -> Iterator[PrefectServer]:
    """Start a server, wait until it answers, and kill it after the block.

    Args:
        home: its `PREFECT_HOME`, made where it is not there; it logs there too.
        port: a free one, if none is named.
        patience: seconds that it may take to start.
    """
    port = port or free_port()
    url = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--port", str(port)]
    environment = os.environ | PREFECT_DEFAULTS | {"PREFECT_HOME": str(home)}
    home.mkdir(exist_ok=True, parents=True)
    with (home / "server.log").open("a") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, env=environment, start_new_session=True
        )
    try:
        wait_until(lambda: _answers(url, process), f"the Prefect server ({home})", patience)
        yield PrefectServer(url, process)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _answers(url: str, process: "subprocess.Popen[bytes]") -> bool:
    if process.poll() is not None:
        raise RuntimeError(f"the Prefect server ended with {process.returncode}")
    with suppress(OSError), urllib.request.urlopen(f"{url}/health", timeout=5):
        return True
    return False
