"""Where the catalog of a lake is, with what is secret kept apart."""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from schemas.errors import SitrepError

PREFIX = "ducklake:"
_EXAMPLES = (
    "ducklake:postgres:host=db.example.org dbname=sitrep user=sitrep"
    " or ducklake:postgresql://sitrep@db.example.org/sitrep or ducklake:sqlite:/srv/sitrep.sqlite"
)
_PAIR = re.compile(r"(\w{1,60})\s{0,9}=\s{0,9}('(?:[^'\\]|\\.){0,2000}'|[^\s']{0,2000})(?:\s|$)")
_ESCAPED = re.compile(r"\\(.)")
_TO_QUOTE = re.compile(r"[\s'\\]|^$")
_TO_ESCAPE = re.compile(r"(['\\])")
_SECRET = {
    "host": "HOST",
    "hostaddr": "HOST",
    "port": "PORT",
    "dbname": "DATABASE",
    "user": "USER",
    "password": "PASSWORD",
}
"""Parameter of libpq → that of DuckDB's secret, which shows no password to anybody."""


class LakeAddressError(SitrepError):
    """The setting `warehouse` does not say where a catalog is."""

    def __init__(self, problem: str) -> None:
        """Say what is wrong without repeating the address: it may hold a password."""
        super().__init__(f"the setting `warehouse` {problem}; write {_EXAMPLES}")


class CatalogAddress(NamedTuple):
    """A catalog, as DuckLake attaches it."""

    path: str
    """`postgres:` or `sqlite:` with what is not secret."""
    secret: dict[str, str]
    """Parameters of a secret of type postgres; empty for SQLite."""
    told: str
    """For people: without password."""


def read_address(warehouse: str) -> CatalogAddress:
    """Read the setting `warehouse`.

    Raises:
        LakeAddressError: it is no address of a catalog; the message does not repeat it.
    """
    kind, _, rest = warehouse.removeprefix(PREFIX).partition(":")
    if not warehouse.startswith(PREFIX) or not rest:
        raise LakeAddressError("has to begin with `ducklake:postgres:` or `ducklake:sqlite:`")
    if kind == "sqlite":
        return CatalogAddress(f"sqlite:{rest}", {}, f"ducklake:sqlite:{rest}")
    if kind == "postgres":
        return _postgres(_pairs(rest))
    if kind == "postgresql" and rest.startswith("//"):
        return _postgres(_parts(f"{kind}:{rest}"))
    raise LakeAddressError("names neither PostgreSQL nor SQLite")


def _postgres(given: dict[str, str]) -> CatalogAddress:
    secret = {_SECRET[name]: value for name, value in given.items() if name in _SECRET}
    options = {name: value for name, value in given.items() if name not in _SECRET}
    if "DATABASE" not in secret:
        raise LakeAddressError("names no database (dbname)")
    open_part = {name: value for name, value in given.items() if name != "password"}
    return CatalogAddress(
        path=f"postgres:{_spelt(options)}",
        secret=secret,
        told=f"ducklake:postgres:{_spelt(open_part)}",
    )


def _pairs(text: str) -> dict[str, str]:
    """Read `name=value` pairs as libpq has them; values with blanks stand in quotes."""
    found, rest = {}, text.strip()
    while rest:
        pair = _PAIR.match(rest)
        if pair is None:
            raise LakeAddressError("is not made of name=value pairs")
        value = pair[2]
        if value.startswith("'"):
            value = _ESCAPED.sub(r"\1", value[1:-1])
        found[pair[1].lower()] = value
        rest = rest[pair.end() :].lstrip()
    return found


def _parts(url: str) -> dict[str, str]:
    """Take the address of a PostgreSQL database apart."""
    try:
        parts = urlsplit(url)
        given = {
            "host": parts.hostname,
            "port": str(parts.port) if parts.port else None,
            "dbname": parts.path.removeprefix("/"),
            "user": parts.username,
            "password": parts.password,
        }
    except ValueError:
        raise LakeAddressError("is no address of a PostgreSQL database") from None
    return {name: unquote(value) for name, value in given.items() if value} | dict(
        parse_qsl(parts.query)
    )


def _spelt(pairs: dict[str, str]) -> str:
    """Write pairs as libpq reads them."""
    quoted = (
        f"{name}='{escaped}'" if _TO_QUOTE.search(value) else f"{name}={value}"
        for name, value in pairs.items()
        for escaped in [_TO_ESCAPE.sub(r"\\\1", value)]
    )
    return " ".join(quoted)
