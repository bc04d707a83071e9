"""Annotated documents: JSON Lines as docs/codebook.md shows them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from schemas.errors import SitrepError
from schemas.event import EVENT, Event


class GoldError(SitrepError):
    """A file of annotated documents cannot be used; the message names the line."""


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document with the records that people found in it."""

    document_id: str
    title: str | None
    text: str
    events: tuple[Event, ...]


def read_gold(path: Path, *, with_text: bool = True) -> list[GoldDocument]:
    """Read a file of annotated documents; `with_text` false also takes `{"id", "events"}` alone.

    Raises:
        GoldError: the file or a line of it cannot be read, lacks a key, holds a record that breaks
            the codebook, or names a document twice.
    """
    documents: dict[str, GoldDocument] = {}
    for number, line in _lines(path):
        where = f"{path}, line {number}"
        document = _document(line, where, with_text)
        if document.document_id in documents:
            raise GoldError(
                f"{where}: a document {document.document_id!r} stands in the file already;"
                " give each an id of its own"
            )
        documents[document.document_id] = document
    if not documents:
        raise GoldError(f"{path}: holds no document; write one JSON object a line")
    return list(documents.values())


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise GoldError(f"{path}: no such file; name a file of annotated documents") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: is not UTF-8 text ({error}); save it as UTF-8") from error
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line


def _document(line: str, where: str, with_text: bool) -> GoldDocument:
    try:
        given = json.loads(line)
    except ValueError as error:
        raise GoldError(
            f"{where}: is not JSON ({error}); write one document a line, each a JSON object"
        ) from error
    if not isinstance(given, dict):
        raise GoldError(f"{where}: is a {type(given).__name__}, not a document; write an object")
    for key in ("id", "events", "text") if with_text else ("id", "events"):
        if not isinstance(given.get(key), KINDS[key]):
            raise GoldError(f"{where}: {_lack(given, key)}")
    events = tuple(_event(each, where, n) for n, each in enumerate(given["events"], 1))
    title = given.get("title")
    return GoldDocument(
        document_id=str(given["id"]),
        title=title if isinstance(title, str) else None,
        text=given.get("text", ""),
        events=events,
    )


KINDS: dict[str, type | tuple[type, ...]] = {"id": (str, int), "events": list, "text": str}
_WANTED = {
    "id": "a name for the document",
    "events": "the list of its records, [] where there is none",
    "text": "the article",
}


def _lack(given: dict[str, Any], key: str) -> str:
    fault = "cannot be used" if key in given else "is missing"
    return f'"{key}" {fault}; give {_WANTED[key]} (docs/codebook.md shows a document)'


def _event(given: Any, where: str, number: int) -> Event:
    try:
        return EVENT.validate_json(json.dumps(given))
    except ValidationError as error:
        fault = error.errors()[0]
        slot = ".".join(str(part) for part in fault["loc"]) or "record"
        raise GoldError(
            f"{where}, event {number}: {slot}: {fault['msg']}; correct the record"
            " (docs/codebook.md has its fields)"
        ) from error
