"""Many values as one parameter of a statement, by way of a string.

As a list each element costs DuckDB 0.2 ms, whatever its type; as a string a thousandth of that.
"""

import json
from collections.abc import Iterable
from uuid import UUID


def id_list(ids: Iterable[UUID]) -> str:
    """Return ids as `unnest(string_split(nullif($1, ''), ' '))::UUID` reads them."""
    return " ".join(each.hex for each in ids)


def text_list(texts: Iterable[str | Iterable[str]]) -> str:
    """Return texts, or lists of them, as `unnest(from_json($1, '["VARCHAR"]'))` reads them."""
    return json.dumps([each if isinstance(each, str) else list(each) for each in texts])
