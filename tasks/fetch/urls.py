"""One spelling for the address of an article."""

import tomllib
from functools import cache
from importlib.resources import files
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

_PORTS = {"http": 80, "https": 443}


def article_url(link: str, base: str) -> str | None:
    """Return the address that a link leads to, or None if that is none of the web.

    Host and scheme are lower case, the default port, the fragment and parameters that only tell
    where the reader came from are left out; all else stays as it is.
    """
    try:
        parts = urlsplit(urldefrag(urljoin(base, link.strip()))[0])
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.casefold()
    if scheme not in _PORTS or not parts.hostname or "@" in parts.netloc:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    netloc = host if port in {None, _PORTS[scheme]} else f"{host}:{port}"
    return urlunsplit((scheme, netloc, parts.path or "/", _telling(parts.query), ""))


def _telling(query: str) -> str:
    if not query:
        return ""
    names, beginnings = _tracking()
    kept = (
        pair
        for pair in query.split("&")
        if not (name := pair.partition("=")[0].casefold()).startswith(beginnings)
        and name not in names
    )
    return "&".join(kept)


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    text = files("tasks.fetch").joinpath("data", "tracking.toml").read_text("utf-8")
    listed: list[str] = tomllib.loads(text)["parameters"]
    beginnings = tuple(name[:-1] for name in listed if name.endswith("*"))
    return frozenset(listed), beginnings


def origin(url: str) -> tuple[str, str]:
    """Return scheme and host of an address, with its port where it names one."""
    parts = urlsplit(url)
    return parts.scheme.casefold(), parts.netloc.casefold()
