"""Markdown for the artifacts of the Prefect UI."""

from collections.abc import Mapping, Sequence

MOST = 500
"""Characters of foreign text that are shown."""


def plain(text: str) -> str:
    """Return foreign text so that Markdown shows it as it is."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|!" else char for char in text[:MOST])


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table; cells are Markdown."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def table_of(rows: Sequence[Mapping[str, object]]) -> str:
    """Return a table of rows that have the same columns, under the columns' names."""
    return table(tuple(rows[0]), [tuple(row.values()) for row in rows])
