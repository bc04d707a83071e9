"""Ports of servers, and waiting for them."""

import socket
import time
from collections.abc import Callable

PATIENCE = 300.0
"""Seconds that a server may take to start: this machine may be busy."""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(
    happened: Callable[[], bool], what: str, patience: float = PATIENCE, pause: float = 0.1
) -> None:
    """Wait until a function gives something true; it is asked every `pause` seconds.

    Raises:
        TimeoutError: it did not within `patience` seconds; the message names `what`.
    """
    deadline = time.monotonic() + patience
    while not happened():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {patience:g} s")
        time.sleep(pause)
