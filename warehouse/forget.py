"""Taking articles and all that rests on them out of the tables."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

import duckdb

from schemas.ids import content_hash
from warehouse.blobs import named_blobs
from warehouse.copies import settle_copies
from warehouse.decisions import DecisionRow, add_decisions, read_decisions
from warehouse.statements import sql
from warehouse.tombstones import Tombstones

_COPIES = """
SELECT count(*) FROM documents
WHERE coalesce(copy_of, document_id) IN (SELECT copies FROM forgotten_documents)
  AND document_id NOT IN (SELECT document_id FROM forgotten_documents)
"""
_BESIDE = """
SELECT g.anchor_id, m.anchor_id
FROM current_event_reports AS g
JOIN current_event_reports AS m USING (event_id)
WHERE g.anchor_id IN (FROM forgotten_anchors) AND m.anchor_id NOT IN (FROM forgotten_anchors)
ORDER BY m.ordinal DESC
"""


class Article(NamedTuple):
    """A version of an article, as somebody who is to forget it wants to see it."""

    document_id: UUID
    uri: str
    title: str | None
    published: date | None
    publisher: str | None


class Forgettable(NamedTuple):
    """What a forgetting takes out."""

    sources: int
    """Articles as inputs gave them, every version counted."""
    documents: tuple[Article, ...]
    reports: int
    event_versions: int
    """Versions of events, present and past, that rest on them."""
    copies: int
    """Documents that stay and are copies of what goes."""


def find_forgettable(connection: duckdb.DuckDBPyConnection, wanted: Sequence[str]) -> Forgettable:
    """Find what `wanted` names: addresses of articles or files, or documents' ids.

    The temporary tables that this makes are what `forget_rows` and `forget_events` work on.
    """
    prepared = sql("forget_find").split(";", 1)
    connection.execute(prepared[0], [list(wanted)])
    connection.execute(prepared[1])
    counts = connection.execute(
        "SELECT (SELECT count(*) FROM forgotten_sources), (SELECT count(*) FROM forgotten_reports),"
        " (SELECT count(*) FROM forgotten_versions)"
    ).fetchone()
    articles = connection.execute(
        "SELECT document_id, uri, title, published, publisher FROM forgotten_documents"
        " ORDER BY uri, document_id"
    ).fetchall()
    copies = connection.execute(_COPIES).fetchone()
    assert counts is not None
    assert copies is not None
    return Forgettable(
        counts[0], tuple(Article(*row) for row in articles), counts[1], counts[2], copies[0]
    )


def forget_rows(connection: duckdb.DuckDBPyConnection, near_copy: float) -> Tombstones:
    """Delete what was found, but for versions of events; return the hashes of what went.

    Decisions that speak of passages that went speak of others of their event, or go. Copies of
    what went are settled anew. To be called in a transaction, before the grouping anew.
    """
    found = connection.execute(
        "SELECT uri, content_sha256, blob_sha256 FROM forgotten_sources"
    ).fetchall()
    _decide_without(connection)
    connection.execute(sql("forget_rows"))
    connection.execute("SET VARIABLE near_copy = $1::DOUBLE", [near_copy])
    connection.execute(sql("likeness"))
    settle_copies(connection)
    needed = named_blobs(connection)
    return Tombstones(
        frozenset(content_hash(uri.encode()) for uri, _, _ in found),
        frozenset(content for _, content, _ in found),
        frozenset(blob for _, _, blob in found) - needed,
    )


def forget_events(connection: duckdb.DuckDBPyConnection, run_id: UUID, forgetting_id: UUID) -> None:
    """Delete the versions of events that rested on what went, and note that they were there.

    To be called after the grouping anew by `run_id`, in the same transaction.
    """
    connection.execute("SET VARIABLE run = $1::UUID", [run_id])
    connection.execute("SET VARIABLE forgetting = $1::UUID", [forgetting_id])
    connection.execute(sql("forget_events"))


def without(
    decision: DecisionRow, gone: frozenset[UUID], beside: Callable[[UUID], UUID | None]
) -> DecisionRow | None:
    """Return what is left of a decision once some passages are gone; None for nothing.

    Args:
        decision: as it was made.
        gone: anchors of passages that are forgotten.
        beside: gives another passage of the same event, if there is one.
    """
    if decision.kind == "merge":
        left = [each for each in (decision.one, *decision.others) if each not in gone]
        return decision._replace(one=left[0], others=left[1:]) if len(left) > 1 else None
    if decision.kind == "split":
        others = [each for each in decision.others if each not in gone]
        kept = decision.one not in gone and others
        return decision._replace(others=others) if kept else None
    if decision.one not in gone:
        return decision
    other = beside(decision.one)
    return None if other is None else decision._replace(one=other)


def _decide_without(connection: duckdb.DuckDBPyConnection) -> None:
    gone = frozenset(_ids(connection.execute("FROM forgotten_anchors").fetchall()))
    beside = dict(connection.execute(_BESIDE).fetchall())
    for decision in read_decisions(connection):
        left = without(decision, gone, beside.get)
        if left != decision:
            connection.execute(
                "DELETE FROM decisions WHERE decision_id = $1", [decision.decision_id]
            )
            add_decisions(connection, [] if left is None else [left])


def _ids(rows: Iterable[tuple[UUID]]) -> list[UUID]:
    return [row[0] for row in rows]
