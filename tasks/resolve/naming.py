"""Who is meant by each form after a load: only names that new ones may bear on are grouped anew."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import duckdb

from tasks.resolve.actors import Form, Key, Known, Mentions, blocks_of, group_keys, key_of
from tasks.resolve.identities import Identities
from tasks.resolve.rows import actor_rows
from warehouse import actors as store
from warehouse.actors import FormRow

Rows = dict[str, list[dict[str, Any]]]


class Touched(NamedTuple):
    """What is to be grouped anew."""

    actors: set[UUID]
    """Ids that they had."""
    forms: list[FormRow]
    """All forms in use of them, and those that are new."""
    keys: dict[Key, list[Mentions]]
    """The same by key."""
    beside: list[Key]
    """Keys of other actors that share a block with these."""


def settle_actors(
    connection: duckdb.DuckDBPyConnection, identities: Identities, *, only_added: bool
) -> None:
    """Bring actors, and who is meant in each report, to the state of the reports that hold.

    What comes out is the same as from all forms at once (`tasks.resolve.actors.find_actors`): keys
    are linked within blocks, so a form that comes or goes can only change the actors that have a
    key in its blocks.

    Args:
        connection: a writer's, in a transaction after `warehouse.resolution.begin`.
        identities: what is known.
        only_added: whether reports only came, and none went.
    """
    changed = store.changed_forms(connection, only_added=only_added)
    touched = _touched(connection, changed, identities)
    found = group_keys(touched.keys, identities, touched.beside)
    rows: Rows = defaultdict(list)
    for known in {id(each): each for each in found.values()}.values():
        for table, listed in actor_rows(known, identities).items():
            rows[table] += listed
    _save_forms(connection, touched, found)
    ids = {known.actor_id for known in found.values()}
    store.save_actors(connection, touched.actors | ids, rows)


def _touched(
    connection: duckdb.DuckDBPyConnection, changed: Sequence[FormRow], identities: Identities
) -> Touched:
    actors = {each.actor_id for each in changed if each.actor_id is not None}
    come = [each for each in changed if each.key is None]
    seeds = {_key(each, identities) for each in changed if not (each.key and each.mentions)}
    near = _remembered(connection, seeds, seeds)
    actors |= {each.actor_id for each in near}
    forms = [*come, *(store.forms_of(connection, actors) if actors else ())]
    keys: dict[Key, list[Mentions]] = defaultdict(list)
    for each in forms:
        keys[_key(each, identities)].append(_mentions(each))
    others = _remembered(connection, (), keys)
    beside = {tuple(each.key) for each in others if each.actor_id not in actors}
    return Touched(actors, forms, keys, sorted(beside))


def _remembered(
    connection: duckdb.DuckDBPyConnection, keys: Iterable[Key], sharing: Iterable[Key]
) -> list[store.KeyRow]:
    """Return the remembered ones of `keys`, and those that share a block with one of `sharing`."""
    wanted = sorted(keys)
    blocks = sorted({block for key in sharing for block in blocks_of(key)})
    return store.remembered_keys(connection, wanted, blocks) if wanted or blocks else []


def _save_forms(
    connection: duckdb.DuckDBPyConnection, touched: Touched, found: dict[Form, Known]
) -> None:
    rows, moved = [], []
    keys = {each.form: key for key, listed in touched.keys.items() for each in listed}
    for each in touched.forms:
        form = _form(each)
        actor_id = found[form].actor_id
        row = _row(each, keys[form], actor_id)
        rows.append(row)
        if each.actor_id not in (None, actor_id):
            moved.append(row)
    store.save_forms(connection, touched.actors, rows)
    store.save_mentions(connection, moved)


def _row(form: FormRow, key: Key, actor_id: UUID) -> dict[str, Any]:
    return {
        "name": form.name,
        "country": form.country,
        "role": form.role,
        "day": form.day,
        "mentions": form.mentions,
        "first_published": form.first,
        "last_published": form.last,
        "key": key,
        "blocks": blocks_of(key),
        "actor_id": actor_id.bytes,
    }


def _form(row: FormRow) -> Form:
    return Form(row.name, row.country, row.role, row.day)


def _mentions(row: FormRow) -> Mentions:
    return Mentions(_form(row), row.mentions or 0, row.first, row.last)


def _key(row: FormRow, identities: Identities) -> Key:
    return tuple(row.key) if row.key is not None else key_of(_form(row), identities)
