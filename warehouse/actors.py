"""What the grouping of names into actors reads and writes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import duckdb

from warehouse.grouped import ACTOR_TABLES, FORMS
from warehouse.handover import append_rows, put_ids, put_rows
from warehouse.parameters import text_list
from warehouse.renewal import renew
from warehouse.statements import sql

Row = dict[str, Any]


class FormRow(NamedTuple):
    """A way in which reports that hold name an actor, with the days on which they do."""

    name: str | None
    country: str | None
    role: str | None
    day: date | None
    mentions: int | None
    """Null where no report that holds uses it any more."""
    first: date | None
    last: date | None
    key: list[str] | None
    """As remembered; null for a form that is new."""
    actor_id: UUID | None
    """Who was meant; null for a form that is new."""


class KeyRow(NamedTuple):
    """A key of forms as remembered, and the actor it belonged to."""

    key: list[str]
    actor_id: UUID


def changed_forms(connection: duckdb.DuckDBPyConnection, *, only_added: bool) -> list[FormRow]:
    """Count the forms in use, and return those that are not as remembered.

    Args:
        connection: a writer's, after `resolution.begin`.
        only_added: whether reports only came, and none went.
    """
    connection.execute(sql("resolve_forms_added" if only_added else "resolve_forms"))
    return [FormRow(*row) for row in connection.execute("FROM changed_forms").fetchall()]


def forms_of(connection: duckdb.DuckDBPyConnection, actors: Iterable[UUID]) -> list[FormRow]:
    """Return the forms in use by which actors were known, as counted by `changed_forms`."""
    put_ids(connection, actors)
    found = connection.execute(sql("resolve_forms_of"))
    return [FormRow(*row) for row in found.fetchall()]


def remembered_keys(
    connection: duckdb.DuckDBPyConnection,
    keys: Iterable[Sequence[str]],
    blocks: Iterable[str],
) -> list[KeyRow]:
    """Return the remembered ones of `keys`, and all that stand in one of `blocks`."""
    found = connection.execute(sql("resolve_keys"), [text_list(keys), text_list(blocks)])
    return [KeyRow(*row) for row in found.fetchall()]


def save_forms(
    connection: duckdb.DuckDBPyConnection, touched: Iterable[UUID], rows: Sequence[Row]
) -> None:
    """Remember these forms, rows of `FORMS`, in place of all of the actors that were touched."""
    put_ids(connection, touched)
    connection.execute("DELETE FROM actor_forms WHERE actor_id IN (FROM wanted_ids)")
    append_rows(connection, "actor_forms", rows, FORMS)


def save_mentions(connection: duckdb.DuckDBPyConnection, moved: Sequence[Row]) -> None:
    """Note who is meant in fresh reports; reports for which that changes are fresh again.

    Args:
        connection: a writer's, after `save_forms`.
        moved: rows of `FORMS`: those that were remembered and mean another now.
    """
    if moved:
        put_rows(connection, "moved_forms", moved, FORMS)
        connection.execute(sql("resolve_moved"))
        connection.execute(sql("resolve_beside"))
    connection.execute(sql("resolve_meant"))


def save_actors(
    connection: duckdb.DuckDBPyConnection,
    touched: Iterable[UUID],
    rows: Mapping[str, Sequence[Row]],
) -> None:
    """Put these actors in place of those that were touched, and of what nobody means any more."""
    put_ids(connection, touched)
    found = connection.execute(
        "SELECT actor_id, digest FROM actors WHERE replaced_by_run IS NULL AND ("
        " actor_id IN (FROM wanted_ids) OR actor_id NOT IN (SELECT actor_id FROM actor_forms))"
    )
    renew(connection, ACTOR_TABLES, rows, dict(found.fetchall()))


def meant(
    connection: duckdb.DuckDBPyConnection, reports: Iterable[UUID]
) -> dict[tuple[UUID, str, int], UUID]:
    """Return who is meant: report, slot and place in it → actor."""
    put_ids(connection, reports)
    found = connection.execute(
        "SELECT report_id, slot, ordinal, actor_id FROM actor_mentions"
        " WHERE report_id IN (FROM wanted_ids)"
    )
    return {(row[0], row[1], row[2]): row[3] for row in found.fetchall()}
