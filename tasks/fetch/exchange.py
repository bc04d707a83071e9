"""One address asked once: limits kept, failures named, redirects told but not followed."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from email.utils import parsedate_to_datetime

import httpx

from schemas.settings import Fetching
from tasks.fetch.addresses import Resolve
from tasks.fetch.answer import Answer, Moved, Request, answer
from tasks.fetch.body import ACCEPTED, read_body
from tasks.fetch.clock import Clock
from tasks.fetch.failure import FetchError
from tasks.fetch.network import GuardedTransport, TooSlowError, deadline

_MOVED = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_ADDRESS = 4000


class Exchange:
    """Sends requests over one pool of connections; threads may share it."""

    def __init__(self, fetching: Fetching, clock: Clock, resolve: Resolve) -> None:
        self._fetching = fetching
        self._clock = clock
        self._transport = GuardedTransport(fetching, resolve)
        self._timeout = httpx.Timeout(
            fetching.read_seconds, connect=fetching.connect_seconds
        ).as_dict()

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    def ask(self, request: Request, cookies: httpx.Cookies) -> Answer | Moved:
        """Ask for an address once.

        Args:
            request: what is asked for.
            cookies: are sent, and take up what is set.

        Raises:
            FetchError: there is no usable answer.
        """
        with deadline(self._fetching.whole_seconds), self._named():
            response = self._send(request, cookies)
            try:
                if response.status_code in _MOVED:
                    cookies.extract_cookies(response)
                    return _moved(response)
                return self._answered(request, response)
            finally:
                response.close()

    def _send(self, asked: Request, cookies: httpx.Cookies) -> httpx.Response:
        url = checked(asked.url)
        headers = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": _agent(self._fetching),
            "Accept": asked.accept,
            "Accept-Encoding": ACCEPTED,
            **asked.validators,
            **asked.headers,
        }
        request = httpx.Request("GET", url, headers=headers, extensions={"timeout": self._timeout})
        cookies.set_cookie_header(request)
        response = self._transport.handle_request(request)
        response.request = request
        return response

    def _answered(self, asked: Request, response: httpx.Response) -> Answer:
        status = response.status_code
        if status == 304 and asked.validators:
            return answer(response, None)
        if status not in {200, 203}:
            raise FetchError(
                "http_status",
                f"the server answers {status} {response.reason_phrase}".strip(),
                transient=status in _BUSY,
                retry_after=self._retry_after(response.headers.get("retry-after")),
            )
        return answer(response, self._body(response))

    def _body(self, response: httpx.Response) -> bytes:
        said = response.headers.get("content-length", "")
        if said.isdigit() and int(said) > self._fetching.max_wire_bytes:
            raise FetchError(
                "too_large",
                f"the server announces {int(said):,} bytes, more than the"
                f" {self._fetching.max_wire_bytes:,} allowed. If that is right, raise"
                " SITREP_FETCH__MAX_WIRE_BYTES",
            )
        coding = response.headers.get("content-encoding", "")
        limits = (self._fetching.max_wire_bytes, self._fetching.max_body_bytes)
        return read_body(response.iter_raw(), coding, *limits)

    def _retry_after(self, header: str | None) -> float | None:
        if header is None:
            return None
        if header.strip().isdigit():
            return float(header.strip()[:9])
        try:
            moment = parsedate_to_datetime(header)
        except ValueError:
            return None
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (aware - self._clock.now()).total_seconds())

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Give failures of the network their names."""
        try:
            yield
        except TooSlowError:
            seconds = self._fetching.whole_seconds
            raise FetchError(
                "timed_out", f"the answer was not whole after {seconds:g} s", transient=True
            ) from None
        except httpx.TimeoutException as error:
            raise FetchError("timed_out", _timed_out(error), transient=True) from None
        except httpx.ConnectError as error:
            raise _unreachable(error) from None
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise FetchError(
                "bad_response", f"the answer is broken ({_first_line(error)})", transient=True
            ) from None


def _agent(fetching: Fetching) -> str:
    return (
        f"{fetching.user_agent} (+{fetching.contact})" if fetching.contact else fetching.user_agent
    )


def checked(address: str) -> httpx.URL:
    """Return an address that may be asked, without its fragment.

    Raises:
        FetchError: it is none of the web.
    """
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise FetchError("bad_address", f"this is not a web address ({error})") from None
    if url.scheme not in {"http", "https"} or not url.host or url.userinfo:
        raise FetchError(
            "bad_address", "only http:// and https:// addresses without a password are asked"
        )
    if len(address) > _LONGEST_ADDRESS:
        raise FetchError("bad_address", f"the address has more than {_LONGEST_ADDRESS} characters")
    return url.copy_with(fragment=None)


def _moved(response: httpx.Response) -> Moved:
    location = response.headers.get("location")
    if not location:
        raise FetchError("bad_redirect", "it redirects without saying where to")
    here = response.request.url
    try:
        target = checked(str(here.join(location)))
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError("bad_redirect", f"it redirects to no address ({error})") from None
    if here.scheme == "https" and target.scheme == "http":
        raise FetchError("bad_redirect", f"it redirects from https to the unprotected {target}")
    return Moved(str(target), for_good=response.status_code in _FOR_GOOD)


def _timed_out(error: httpx.TimeoutException) -> str:
    if isinstance(error, httpx.ConnectTimeout):
        return "no connection came about in time"
    return "the server fell silent within its answer"


def _unreachable(error: httpx.ConnectError) -> FetchError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchError(
                "bad_certificate",
                f"its certificate cannot be trusted ({cause.verify_message}). For a server of your"
                " own name the authority's certificates under [fetch] ca_file in sitrep.toml",
            )
        cause = cause.__cause__ or cause.__context__
    message = f"the server cannot be reached ({_first_line(error)})"
    return FetchError("unreachable", message, transient=True)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
