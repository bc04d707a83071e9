"""What is asked of a server, and what it answers."""

from collections.abc import Mapping
from typing import NamedTuple

import httpx

from schemas.base import Record


class Validators(Record):
    """What a server gave with an answer to recognise it by: for the next, conditional request."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """Return the headers that ask for an answer only if it is another."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


class Request(NamedTuple):
    """What is asked for."""

    url: str
    headers: Mapping[str, str] = {}
    """Sent only as long as redirects stay at the origin of `url`."""
    validators: Mapping[str, str] = {}
    """Headers that make it conditional."""
    accept: str = "*/*"


class Moved(NamedTuple):
    """An answer that names another address."""

    url: str
    for_good: bool


class Answer(NamedTuple):
    """A whole answer, unpacked."""

    url: str
    """The address for later: the one asked for, or where it has moved to for good."""
    answered_by: str
    """The address that answered, after all redirects."""
    body: bytes | None
    """None where nothing has changed (304)."""
    media_type: str
    charset: str | None
    validators: Validators

    @property
    def unchanged(self) -> bool:
        """Whether the server says that nothing has changed."""
        return self.body is None


def answer(response: httpx.Response, body: bytes | None) -> Answer:
    """Make an answer of a response whose body was read."""
    media_type, _, parameters = response.headers.get("content-type", "").partition(";")
    charset = parameters.casefold().partition("charset=")[2].strip("\"' ;")[:40]
    url = str(response.request.url)
    return Answer(
        url=url,
        answered_by=url,
        body=body,
        media_type=media_type.strip().casefold()[:100],
        charset=charset or None,
        validators=Validators(
            etag=_short(response.headers.get("etag")),
            last_modified=_short(response.headers.get("last-modified")),
        ),
    )


def _short(header: str | None) -> str | None:
    """Return a header that can be sent back: printable ASCII of sensible length."""
    if header is None or len(header) > 500 or not header.isascii() or not header.isprintable():
        return None
    return header
