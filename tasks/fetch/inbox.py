"""Fetched articles on their way to a run: bytes in the raw store, and lists that name them."""

import gzip
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from schemas.fetched import LINE, LIST_SUFFIX, FetchedPage, FetchRefusal
from schemas.ids import content_hash
from schemas.settings import Settings
from tasks.ingest.store import RawStore

FETCHING = "fetch.lock"
"""Held by a fetch: fetches keep out fetches, a run and a fetch may go side by side."""


class Packed(NamedTuple):
    """A page as it is kept: gzipped, under the hash of that."""

    data: bytes
    sha256: str

    def keep(self, settings: Settings) -> None:
        """Put it into the raw store."""
        store = RawStore(settings.raw)
        if not store.path(self.sha256).exists():
            store.put_stream(io.BytesIO(self.data))


def pack(body: bytes) -> Packed:
    """Pack a page; equal pages are packed alike: the gzip header carries no time and no name."""
    data = gzip.compress(body, compresslevel=6, mtime=0)
    return Packed(data, content_hash(data))


def write_list(
    settings: Settings, source: str, lines: Sequence[FetchedPage | FetchRefusal], now: datetime
) -> Path | None:
    """Write a list of what was fetched, for the next run; none where there is nothing.

    The list appears whole or not at all, and is never changed.
    """
    if not lines:
        return None
    content = b"".join(LINE.dump_json(line) + b"\n" for line in lines)
    digest = content_hash(content)[:10]
    folder = lists(settings) / f"{now:%Y-%m}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{now:%Y%m%dT%H%M%SZ}-{source}-{digest}{LIST_SUFFIX}"
    partial = folder / f".{path.name}.part"
    partial.write_bytes(content)
    return partial.rename(path)


def lists(settings: Settings) -> Path:
    """Return the folder of all lists."""
    return settings.fetched / "lists"


def has_lists(settings: Settings) -> bool:
    """Tell whether anything was fetched."""
    return any(lists(settings).rglob(f"*{LIST_SUFFIX}"))
