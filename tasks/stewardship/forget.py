"""Forgetting an article: every version, and all that rests on it, out of everything."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

import duckdb

from schemas.errors import SitrepError
from schemas.fetched import LIST_SUFFIX
from schemas.ids import content_hash
from schemas.settings import Settings
from tasks.exclusive import exclusive
from tasks.fetch.forget import forget_in_copies, forget_pages
from tasks.fetch.inbox import FETCHING
from tasks.ingest import RawStore
from tasks.resolve.stage import resolve_within, version
from tasks.staging import clear
from tasks.stewardship.kept import KEEPING, dated_snapshots
from warehouse.blobs import read_lists, replace_input
from warehouse.connection import reader, writer
from warehouse.forget import Forgettable, find_forgettable, forget_events, forget_rows
from warehouse.load import write_run
from warehouse.places import drop_unnamed_places
from warehouse.publish import publish
from warehouse.rows import Run, naive
from warehouse.tombstones import Tombstones, lift, put_tombstones
from warehouse.transaction import atomically
from warehouse.upkeep import erase_deleted


class NothingToForgetError(SitrepError):
    """No article was found under what was named."""


class Wish(NamedTuple):
    """What somebody wants forgotten."""

    wanted: tuple[str, ...]
    """Addresses of articles or files, or documents' ids."""
    by: str
    note: str | None = None
    again: bool = False
    """May come in again."""


class Forgotten(NamedTuple):
    """What was taken out."""

    found: Forgettable
    blobs: int
    """Files of the raw store that went."""
    shared: int
    """Files of the raw store that stay, for other articles are in them."""
    snapshots: tuple[str, ...]
    """Dated snapshots that held it, and went."""
    lifted: int
    """Tombstones that block no more."""


def preview(settings: Settings, wanted: Sequence[str]) -> Forgettable:
    """Tell what a forgetting would take out; nothing is changed.

    Raises:
        WarehouseMissingError: nothing was loaded yet.
    """
    with reader(settings) as connection:
        return find_forgettable(connection, wanted)


def forget(settings: Settings, wish: Wish) -> Forgotten:
    """Take articles out of tables, events, decisions, raw store, staging and snapshots.

    Tables change in one transaction; a kill before its end changes nothing, one after it leaves
    bytes that the next `forget` or `maintain` removes. The warehouse is rewritten, for deleted rows
    stay in a file's unused blocks, and on a lake in earlier states of it.

    Raises:
        DataFolderBusyError: a run or a fetch is at work in the data folder.
        NothingToForgetError: no article is there under these names, and none was forgotten.
    """
    with exclusive(settings), exclusive(settings, FETCHING), exclusive(settings, KEEPING):
        with writer(settings) as connection:
            found = find_forgettable(connection, wish.wanted)
            lifted = lift(connection, _named(wish.wanted)) if wish.again else 0
            if not found.sources and not lifted:
                raise NothingToForgetError(
                    f"no article has the address or id {', '.join(wish.wanted)};"
                    " `sitrep sql 'FROM sources'` lists them"
                )
            blobs = _blobs(connection)
            gone = forget_on(connection, wish, found, settings) if found.sources else Tombstones()
            _forget_in_copies(connection, settings, gone)
        forget_pages(settings, gone.uris)
        removed = _remove_bytes(settings, gone.blobs)
        snapshots = _drop_snapshots(settings, [each.document_id for each in found.documents])
    return Forgotten(found, removed, len(blobs - gone.blobs), snapshots, lifted)


def forget_on(
    connection: duckdb.DuckDBPyConnection, wish: Wish, found: Forgettable, settings: Settings
) -> Tombstones:
    """Change the tables, on a writer's connection, after `find_forgettable` on it.

    Returns:
        The hashes of what went; the bytes of `blobs` are to be removed from the raw store.
    """
    now, run_id, forgetting_id = datetime.now(UTC), uuid4(), uuid4()
    made_with = version(settings.knowledge)
    run = Run(
        run_id=run_id,
        started=now,
        finished=now,
        status="completed",
        version=f"forget {made_with}",
        versions={"resolve": made_with},
    )

    def take_out() -> Tombstones:
        gone = forget_rows(connection, settings.near_copy)
        resolve_within(connection, run_id, settings.knowledge)
        write_run(connection, run)
        forget_events(connection, run_id, forgetting_id)
        drop_unnamed_places(connection)
        put_tombstones(connection, gone, forgetting_id, blocks=not wish.again)
        connection.execute(
            "INSERT INTO forgettings (forgetting_id, made_at, made_by, note, documents, reports,"
            " event_versions, run_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            [forgetting_id, naive(now), wish.by, wish.note, len(found.documents), found.reports,
             found.event_versions, run_id],
        )  # fmt: skip
        return gone

    return atomically(connection, take_out)


def _forget_in_copies(
    connection: duckdb.DuckDBPyConnection, settings: Settings, gone: Tombstones
) -> None:
    copies = read_lists(connection, LIST_SUFFIX)
    for address, blob in forget_in_copies(settings, copies, gone.uris).items():
        replace_input(connection, address, blob)


def _blobs(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    rows = connection.execute("SELECT DISTINCT blob_sha256 FROM forgotten_sources").fetchall()
    return frozenset(row[0] for row in rows)


def _named(wanted: Iterable[str]) -> Tombstones:
    return Tombstones(uris=frozenset(content_hash(each.encode()) for each in wanted))


def _remove_bytes(settings: Settings, blobs: Iterable[str]) -> int:
    store = RawStore(settings.raw)
    removed = sum(store.drop(each) for each in blobs)
    clear(settings, others=True)
    erase_deleted(settings)
    publish(settings)
    return removed


def _drop_snapshots(settings: Settings, documents: Sequence[UUID]) -> tuple[str, ...]:
    dropped = []
    for kept in dated_snapshots(settings):
        if _holds(kept.path, documents):
            kept.path.unlink()
            dropped.append(kept.path.name)
    return tuple(dropped)


def _holds(snapshot: Path, documents: Sequence[UUID]) -> bool:
    """Tell whether a snapshot holds one of the documents; one that cannot be read may."""
    try:
        with duckdb.connect(snapshot, read_only=True) as connection:
            row = connection.execute(
                "SELECT count(*) FROM documents WHERE document_id IN (SELECT unnest($1::UUID[]))",
                [list(documents)],
            ).fetchone()
    except duckdb.Error:
        return True
    return bool(row and row[0])
