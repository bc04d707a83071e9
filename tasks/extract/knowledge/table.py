"""Reads a table of knowledge: a shipped CSV file, and the user's file of the same name over it.

A user's row with a new key is added. One with a known key changes what its filled cells say: a
single value replaces the shipped one, several values (`a|b`) are added to the shipped ones, and a
value with a minus before it (`-a`) is taken out. `enabled` = `no` switches the row off. Lines that
start with `#` are comments.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from schemas.errors import SitrepError
from tasks.extract.knowledge.rows import SEPARATOR, Row, split_cell

ENABLED = "enabled"
_SWITCH = {"yes": True, "true": True, "1": True, "": True, "no": False, "false": False, "0": False}
_SHOWN_PROBLEMS = 8

R = TypeVar("R", bound=Row)


class KnowledgeError(SitrepError):
    """A data file cannot be used; the message names file, line, fault and remedy."""


@dataclass
class _Entry:
    origin: str
    """File and line of the row that spoke last."""
    cells: dict[str, str] = field(default_factory=dict)


def load_table(row: type[R], file: Path, extra: Path | None = None) -> tuple[R, ...]:
    """Read `file` and, where it exists, the file of the same name in the folder `extra`.

    Rows keep the order of the files. Another package of knowledge can be read with a `Row` of its
    own.

    Raises:
        KnowledgeError: a file cannot be read, has an unknown or missing column, repeats a key, or
            holds a value that the schema refuses.
    """
    entries: dict[tuple[str, ...], _Entry] = {}
    files = [file]
    if extra is not None and (extra / file.name).is_file():
        files.append(extra / file.name)
    for path in files:
        _merge(entries, row, path)
    return _validated(row, entries)


def _merge(entries: dict[tuple[str, ...], _Entry], row: type[R], path: Path) -> None:
    seen: set[tuple[str, ...]] = set()
    for line, cells in _read(row, path):
        origin = f"{path}, line {line}"
        enabled = _switch(cells.pop(ENABLED, ""), origin)
        key = tuple(cells.get(column, "") for column in row.key)
        if key in seen:
            named = ", ".join(filter(None, key))
            raise KnowledgeError(f"{origin}: {named!r} stands twice; join the two rows")
        seen.add(key)
        if not enabled:
            entries.pop(key, None)
            continue
        entry = entries.setdefault(key, _Entry(origin))
        entry.origin = origin
        _overlay(entry.cells, cells, row)


def _overlay(base: dict[str, str], cells: dict[str, str], row: type[R]) -> None:
    for column, cell in cells.items():
        if not cell:
            continue
        if row.model_fields[column].annotation == tuple[str, ...]:
            base[column] = _joined(base.get(column, ""), cell)
        else:
            base[column] = cell


def _joined(base: str, cell: str) -> str:
    values = split_cell(f"{base}{SEPARATOR}{cell}")
    assert isinstance(values, tuple)
    dropped = {value[1:] for value in values if value.startswith("-")}
    kept = (value for value in values if not value.startswith("-") and value not in dropped)
    return SEPARATOR.join(kept)


def _switch(cell: str, origin: str) -> bool:
    try:
        return _SWITCH[cell.lower()]
    except KeyError:
        raise KnowledgeError(f"{origin}: enabled is {cell!r}; write yes or no") from None


def _read(row: type[R], path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    header: list[str] | None = None
    for number, cells in _rows(lines):
        if header is None:
            header = _checked_header(cells, row, path)
            continue
        if len(cells) > len(header):
            raise KnowledgeError(
                f"{path}, line {number}: {len(cells)} cells under {len(header)} columns;"
                ' put a value that holds a comma in "quotes"'
            )
        padded = cells + [""] * (len(header) - len(cells))
        yield number, dict(zip(header, padded, strict=True))


LONGEST_CELL = 1_000_000
"""Characters. The module `csv` has one limit for all who read, and ingest sets it by its own."""


def _rows(lines: list[str]) -> list[tuple[int, list[str]]]:
    kept = ["\n" if line.startswith("#") else line for line in lines]
    reader = csv.reader(kept)
    limit = csv.field_size_limit(LONGEST_CELL)
    try:
        numbered = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    finally:
        csv.field_size_limit(limit)
    return [(number, cells) for number, cells in numbered if any(cells)]


def _checked_header(cells: list[str], row: type[R], path: Path) -> list[str]:
    known = [*row.model_fields, ENABLED]
    unknown = [cell for cell in cells if cell not in known]
    missing = [column for column in row.key if column not in cells]
    if unknown or missing or len(set(cells)) < len(cells):
        fault = (
            f"unknown column {unknown[0]!r}"
            if unknown
            else f"no column {missing[0]!r}"
            if (missing)
            else "a column twice"
        )
        raise KnowledgeError(f"{path}, line 1: {fault}; the columns are {', '.join(known)}")
    return cells


def _validated(row: type[R], entries: dict[tuple[str, ...], _Entry]) -> tuple[R, ...]:
    rows: list[R] = []
    problems: list[str] = []
    for entry in entries.values():
        try:
            rows.append(row.model_validate(entry.cells))
        except ValidationError as error:
            problems += _explained(entry, error)
    if problems:
        shown = problems[:_SHOWN_PROBLEMS]
        if len(problems) > len(shown):
            shown.append(f"and {len(problems) - len(shown)} more")
        raise KnowledgeError("\n".join(shown))
    return tuple(rows)


def _explained(entry: _Entry, error: ValidationError) -> Iterator[str]:
    for fault in error.errors():
        column = ".".join(map(str, fault["loc"])) or "row"
        said = f" ({fault['input']!r})" if isinstance(fault["input"], str) else ""
        remedy = "fill the cell" if fault["type"] == "missing" else "correct the cell"
        yield f"{entry.origin}, {column}{said}: {fault['msg']}; {remedy}"
