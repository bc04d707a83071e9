"""CSV cells that no spreadsheet takes for formulas, and the way back."""

from datetime import date
from typing import Any

import orjson

MARK = "'"
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that some spreadsheet reads as a formula (OWASP, CSV Injection)."""


def cell(value: Any) -> str:
    """Return a value as CSV shows it; null is an empty cell.

    A text that begins like a formula or with an apostrophe, and an empty text, gets an apostrophe
    before it; so every text can be told from null and read back by `text_of`. Numbers, dates and
    truth values are never texts; lists and records are JSON, which begins with a bracket.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return MARK + value if not value or value.startswith((MARK, *RISKY)) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | dict):
        return orjson.dumps(value).decode()
    return str(value)


def text_of(shown: str) -> str | None:
    """Return the text that a cell of a text column stands for."""
    return None if not shown else shown.removeprefix(MARK)
