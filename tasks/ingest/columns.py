"""Which column of a table, or field of a JSON record, holds what."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from schemas.settings import Columns

_SEPARATORS = re.compile(r"[\s_-]")
HOW_TO_MAP = (
    "Name the one that holds the article with SITREP_COLUMNS__TEXT='[\"name\"]',"
    ' or in sitrep.toml: [columns] text = ["name"].'
)


class Fields(NamedTuple):
    """What a record says, as it says it; `text_name` is the column that the text came from."""

    id: object
    title: object
    text: object
    published: object
    source: object
    url: object
    text_name: str


class Mapped(NamedTuple):
    """For each field the names that a record with certain names has for it, in order."""

    id: tuple[str, ...]
    title: tuple[str, ...]
    text: tuple[str, ...]
    published: tuple[str, ...]
    source: tuple[str, ...]
    url: tuple[str, ...]


def fold(name: str) -> str:
    """Return a column's name without case, spaces, `_` and `-`: publishedAt = published_at."""
    return _SEPARATORS.sub("", name.strip()).casefold()


def mapped(names: tuple[str, ...], columns: Columns) -> Mapped:
    """Map the names that a table has to the fields that they fill."""
    by_fold: dict[str, str] = {}
    for name in names:
        by_fold.setdefault(fold(name), name)

    def present(wanted: Iterable[str]) -> tuple[str, ...]:
        return tuple(by_fold[key] for key in dict.fromkeys(map(fold, wanted)) if key in by_fold)

    return Mapped(
        present(columns.id),
        present(columns.title),
        present(columns.text),
        present(columns.published),
        present(columns.source),
        present(columns.url),
    )


def fields(record: Mapping[str, object], names: Mapped) -> Fields:
    """Take from a record the first value of each field that is there and not empty."""
    text_name, text = _first(record, names.text)
    return Fields(
        _first(record, names.id)[1],
        _first(record, names.title)[1],
        text,
        _first(record, names.published)[1],
        _first(record, names.source)[1],
        _first(record, names.url)[1],
        text_name,
    )


def no_text_column(names: Iterable[str], what: str) -> str:
    """Say that none of `names` holds an article, and how to tell which does."""
    seen = ", ".join(list(names)[:30]) or "none at all"
    return f"no {what} holds the article's text; those that are there: {seen}. {HOW_TO_MAP}"


def _first(record: Mapping[str, object], names: tuple[str, ...]) -> tuple[str, object]:
    for name in names:
        value = record[name]
        if value if type(value) is not str else value and not value.isspace():
            return name, value
        if type(value) in (int, float):
            return name, value
    return "", None
