"""Connections: only to addresses that may be asked, and never for longer than is allowed."""

import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import certifi
import httpcore
import httpx

from schemas.settings import Fetching
from tasks.fetch.addresses import Network, Resolve, allowed

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)
CONNECTIONS = 64
KEEP_ALIVE_SECONDS = 30.0


class TooSlowError(Exception):
    """The time allowed for one address is over."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Let no network operation of this thread inside the block last beyond `seconds` from now."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


@contextmanager
def _within(timeout: float | None) -> Iterator[float | None]:
    """Give the shorter of `timeout` and the time left.

    Raises:
        TooSlowError: none is left, at the beginning or when the operation runs out of time.
    """
    end = _deadline.get()
    if end is None:
        yield timeout
        return
    left = end - time.monotonic()
    if left <= 0:
        raise TooSlowError
    try:
        yield left if timeout is None else min(timeout, left)
    except httpcore.TimeoutException:
        if time.monotonic() < end:
            raise
        raise TooSlowError from None


class BoundedStream(httpcore.NetworkStream):
    """A connection whose every operation ends by the deadline."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has arrived."""
        with _within(timeout) as seconds:
            return self._inner.read(max_bytes, seconds)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of `buffer`."""
        with _within(timeout) as seconds:
            self._inner.write(buffer, seconds)

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Encrypt the connection."""
        with _within(timeout) as seconds:
            return BoundedStream(self._inner.start_tls(ssl_context, server_hostname, seconds))

    def get_extra_info(self, info: str) -> Any:
        """Return what is known of the connection."""
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves a name once and connects to an address of that answer which may be asked.

    The address that was judged is the one that is connected to: between the two no name is
    resolved again, so an answer that changes (DNS rebinding) gains nothing.
    """

    def __init__(self, resolve: Resolve, networks: Iterable[Network]) -> None:
        self._resolve = resolve
        self._networks = tuple(networks)
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of `host` that answers.

        Raises:
            FetchError: no address of the host may be asked.
            httpcore.ConnectError: none answers, or there is no such host.
        """
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} is not known ({error})") from error
        addresses = allowed(host, found, self._networks)
        options = tuple(socket_options or ())
        for address in addresses[:-1]:
            try:
                return self._connect(address, port, timeout, local_address, options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connect(addresses[-1], port, timeout, local_address, options)

    def _connect(
        self,
        address: str,
        port: int,
        timeout: float | None,
        local_address: str | None,
        options: tuple[Any, ...],
    ) -> httpcore.NetworkStream:
        with _within(timeout) as seconds:
            return BoundedStream(
                self._inner.connect_tcp(address, port, seconds, local_address, options)
            )


class GuardedTransport(httpx.HTTPTransport):
    """httpx's transport on a `GuardedBackend`; speaks HTTP/1.1 and HTTP/2, keeps no cookies.

    Proxies named in the environment are not used: behind one nobody could judge the address.
    """

    def __init__(self, fetching: Fetching, resolve: Resolve) -> None:
        cafile = str(fetching.ca_file) if fetching.ca_file else certifi.where()
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(cafile=cafile),
            max_connections=CONNECTIONS,
            max_keepalive_connections=CONNECTIONS,
            keepalive_expiry=KEEP_ALIVE_SECONDS,
            http1=True,
            http2=True,
            network_backend=GuardedBackend(resolve, fetching.allow_networks),
        )
