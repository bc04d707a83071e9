"""What may reach a terminal."""

import json
import unicodedata
from typing import Any

import typer

KEPT = {"\n", "\t"}
_CARRIED_OUT = {"Cc", "Cf", "Cs"}


def printable(text: str) -> str:
    """Return `text` with control and format characters shown as `\\ufffd`, never carried out."""
    if text.isprintable():
        return text
    return "".join("\ufffd" if _is_carried_out(char) else char for char in text)


def json_text(value: Any, indent: int | None = None) -> str:
    """Return `value` as JSON in which control and format characters are spelt `\\u001b`."""
    text = json.dumps(value, default=str, ensure_ascii=False, indent=indent)
    if text.isprintable():
        return text
    return "".join(json.dumps(char)[1:-1] if _is_carried_out(char) else char for char in text)


def complain(message: str, colour: str = "red") -> None:
    """Print a line on standard error."""
    typer.secho(printable(message), fg=colour, err=True)


def _is_carried_out(char: str) -> bool:
    return unicodedata.category(char) in _CARRIED_OUT and char not in KEPT
