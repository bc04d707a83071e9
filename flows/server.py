"""The Prefect server: whether one stands where `PREFECT_API_URL` says, and whether it answers."""

import signal
import threading
from concurrent.futures import Future
from typing import NamedTuple

import httpx
from prefect import __version__
from prefect.client.orchestration import get_client
from prefect.exceptions import PrefectException
from prefect.settings import PREFECT_API_URL

from flows.stopping import blocked
from schemas.errors import SitrepError

TAG = "sitrep"
"""Of all that sitrep deploys on a server."""


class ServerUnreachableError(SitrepError):
    """`PREFECT_API_URL` is set, and no Prefect server answers there."""


class ServerMissingError(SitrepError):
    """There is no standing server, and an embedded one would not do."""


class Server(NamedTuple):
    """A standing server that answers."""

    url: str
    version: str

    @property
    def fits(self) -> bool:
        """Tell whether it is of the release of Prefect that runs here."""
        return self.version == __version__


def standing() -> Server | None:
    """Return the standing server; None where `PREFECT_API_URL` is not set.

    Raises:
        ServerUnreachableError: it does not answer.
    """
    url = PREFECT_API_URL.value()
    if not url:
        return None
    try:
        with get_client(sync_client=True) as client:
            problem = client.api_healthcheck()
            if problem is None:
                return Server(url, client.api_version())
    except (httpx.HTTPError, httpx.InvalidURL, PrefectException, RuntimeError) as error:
        problem = error
    said = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
    raise ServerUnreachableError(
        f"no Prefect server answers at {url} ({said}): start it with `prefect server start`,"
        " correct PREFECT_API_URL, or unset it (`sitrep run` then brings a server of its own)"
    )


def bring() -> None:
    """See that a server stands, or start the embedded one, which Ctrl-C then does not reach.

    Raises:
        ServerUnreachableError: `PREFECT_API_URL` is set, and nothing answers there.
    """
    if standing() is None:
        done: Future[None] = Future()
        threading.Thread(target=_start_embedded, args=[done], daemon=True).start()
        done.result()


def _start_embedded(done: Future[None]) -> None:
    try:
        with blocked(signal.SIGINT), get_client(sync_client=True):
            done.set_result(None)
    except Exception as error:
        done.set_exception(error)


def required() -> Server:
    """Return the standing server.

    Raises:
        ServerMissingError: `PREFECT_API_URL` is not set.
        ServerUnreachableError: it does not answer.
    """
    server = standing()
    if server is None:
        raise ServerMissingError(
            "PREFECT_API_URL is not set, and schedules need a standing Prefect server:"
            " start it with `prefect server start`, then"
            " `export PREFECT_API_URL=http://127.0.0.1:4200/api`"
        )
    return server
