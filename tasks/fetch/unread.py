"""Fetched pages that no run has read yet."""

from collections.abc import Collection, Iterator
from pathlib import Path

from pydantic import ValidationError

from schemas.fetched import LINE, LIST_SUFFIX, FetchedPage
from schemas.settings import Settings
from tasks.fetch.inbox import lists


def unread_blobs(settings: Settings, read: Collection[str]) -> frozenset[str]:
    """Return the hashes of pages in lists that no run has read: nothing else names them yet.

    Args:
        settings: where the lists are.
        read: addresses of the files that were read.
    """
    unread = (
        path
        for path in lists(settings).rglob(f"*{LIST_SUFFIX}")
        if path.resolve().as_uri() not in read
    )
    return frozenset(blob for path in unread for blob in pages_in(path))


def pages_in(path: Path) -> Iterator[str]:
    """Give the hashes of the pages that a list names."""
    for line in path.read_bytes().splitlines():
        try:
            entry = LINE.validate_json(line)
        except ValidationError:
            continue
        if isinstance(entry, FetchedPage):
            yield entry.blob_sha256
