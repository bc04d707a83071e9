"""Taking forgotten articles out of what fetching keeps."""

import io
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from schemas.fetched import LINE, LIST_SUFFIX, FetchedPage
from schemas.ids import content_hash
from schemas.settings import Settings
from tasks.fetch.inbox import lists
from tasks.fetch.state import kept_states, save_state
from tasks.ingest.store import RawStore


def forget_pages(settings: Settings, uris: Collection[str]) -> int:
    """Take articles out of the lists, of their copies in the raw store, and of all memory.

    That they are not fetched again is the tombstones' part.

    Args:
        settings: where the data folder is.
        uris: SHA-256 of each address.

    Returns:
        The number of lines that went.
    """
    gone = sum(_without(path, uris, settings) for path in _all_lists(settings))
    for state in kept_states(settings):
        known = {
            url: each
            for url, each in state.known.items()
            if not {content_hash(name.encode()) for name in (url, each.url or url)} & set(uris)
        }
        if len(known) < len(state.known):
            save_state(settings, state.model_copy(update={"known": known, "error": None}))
    return gone


def _all_lists(settings: Settings) -> list[Path]:
    return sorted(lists(settings).rglob(f"*{LIST_SUFFIX}"))


def forget_in_copies(
    settings: Settings, copies: Mapping[str, str], uris: Collection[str]
) -> dict[str, str | None]:
    """Take articles out of the copies in the raw store of lists that are no longer there.

    Args:
        settings: where the data folder is.
        copies: address of each list that was read → hash of its copy.
        uris: SHA-256 of each address.

    Returns:
        Address → hash of the new copy, None where nothing is left, of those that changed.
    """
    store = RawStore(settings.raw)
    there = {path.resolve().as_uri() for path in _all_lists(settings)}
    changed: dict[str, str | None] = {}
    for address, blob in copies.items():
        if address in there or not store.path(blob).exists():
            continue
        lines = store.path(blob).read_bytes().splitlines(keepends=True)
        kept = _others(lines, uris)
        if len(kept) < len(lines):
            changed[address] = store.put_stream(io.BytesIO(b"".join(kept))) if kept else None
            store.drop(blob)
    return changed


def _without(path: Path, uris: Collection[str], settings: Settings) -> int:
    """Write a list anew without some articles; return how many lines went."""
    before = path.read_bytes()
    lines = before.splitlines(keepends=True)
    kept = _others(lines, uris)
    if len(kept) == len(lines):
        return 0
    RawStore(settings.raw).drop(content_hash(before))
    partial = path.with_name(f".{path.name}.part")
    partial.write_bytes(b"".join(kept))
    partial.replace(path)
    if not kept:
        path.unlink()
    return len(lines) - len(kept)


def _others(lines: Sequence[bytes], uris: Collection[str]) -> list[bytes]:
    return [line for line in lines if content_hash(_address(line).encode()) not in uris]


def _address(line: bytes) -> str:
    try:
        entry = LINE.validate_json(line)
    except ValidationError:
        return ""
    return entry.url if isinstance(entry, FetchedPage) else entry.reject.uri
