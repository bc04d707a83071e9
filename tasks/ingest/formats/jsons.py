"""JSON (one object, an array, a feed of items) and JSON Lines."""

import json
from collections.abc import Mapping
from typing import Any

import orjson

from tasks.ingest.columns import mapped
from tasks.ingest.decode import Decoded, NotTextError, decode
from tasks.ingest.opened import WHOLE_BYTES, Opened, Output, Place
from tasks.ingest.records import plain, record
from tasks.ingest.stream import Line, lines

_LISTS = ("items", "articles", "documents", "docs", "entries", "results", "records", "data")
"""Names under which an object may hold its articles; `items` is JSON Feed's."""
_EXCERPT = 500


def read_jsonl(opened: Opened) -> Output:
    """Read JSON Lines, one line in memory at a time; a broken line costs only itself."""
    limit = opened.settings.max_record_bytes
    for line in lines(opened.stream, limit):
        if not line.complete and opened.broken:
            return
        if line.size > limit + 1:
            yield opened.too_large(line.size, Place("line", line.number), _start(line.data))
        elif stripped := line.data.strip(b"\xef\xbb\xbf \t\r\n"):
            yield from _line(opened, line._replace(data=stripped))


def read_json(opened: Opened) -> Output:
    """Read a JSON file that is held in memory as a whole."""
    data = opened.stream.read(WHOLE_BYTES + 1)
    if len(data) > WHOLE_BYTES:
        yield opened.reject(
            "too_large", f"more than {WHOLE_BYTES:,} bytes of JSON. Turn it into JSON Lines."
        )
        return
    try:
        decoded = decode(data)
        loaded = parse(decoded.text.encode("utf-8", "replace"))
    except (NotTextError, ValueError) as error:
        yield opened.reject("bad_record", f"this is not valid JSON: {error}", excerpt=_start(data))
        return
    yield from opened.damaged(decoded)
    items, publisher = _items(loaded, opened)
    if items is None:
        yield from _value(opened, loaded, None, _start(data))
        return
    for number, item in enumerate(items, 1):
        yield from _value(opened, item, Place("item", number), "", publisher)


def parse(data: bytes) -> Any:
    """Read a JSON value; NaN is let pass, of a name that stands twice the last value counts.

    Numbers too long for a float keep their digits where they matter: see `exact_id`.

    Raises:
        ValueError: it is not valid JSON; the message says where.
    """
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(data)
    except RecursionError:
        raise ValueError("brackets are nested too deeply") from None


def _line(opened: Opened, line: Line) -> Output:
    place = Place("line", line.number)
    decoded: Decoded | None = None
    data = line.data
    try:
        data.decode()
    except UnicodeDecodeError:
        decoded = _decoded(data)
        data = decoded.text.encode("utf-8", "replace") if decoded else b""
    try:
        loaded = parse(data)
    except ValueError as error:
        yield opened.reject(
            "bad_record", f"this is not valid JSON: {error}", place, _start(line.data)
        )
        return
    if decoded:
        yield from opened.damaged(decoded, place)
    yield from _value(opened, loaded, place, data)


def _decoded(data: bytes) -> Decoded | None:
    try:
        return decode(data)
    except NotTextError:
        return None


def _value(
    opened: Opened,
    value: Any,
    place: Place | None,
    raw: bytes | str,
    publisher: str | None = None,
) -> Output:
    excerpt = raw if isinstance(raw, str) else _start(raw)
    if not isinstance(value, dict):
        kind = type(value).__name__
        message = f"an object with named fields is needed, this is a JSON {kind}."
        yield opened.reject("bad_record", message, place, excerpt)
        return
    if isinstance(raw, bytes):
        value = exact_id(value, raw, opened)
    yield from record(opened, value, place, publisher=publisher, excerpt=excerpt)


def exact_id(value: dict[str, Any], raw: bytes, opened: Opened) -> dict[str, Any]:
    """Return the record with its id spelt as in the file, where it is a number with a fraction."""
    for name in mapped(tuple(value), opened.settings.columns).id:
        if isinstance(value[name], float):
            spelt = json.loads(raw, parse_float=str, parse_int=str)
            return {**value, name: spelt[name]}
    return value


def _items(loaded: Any, opened: Opened) -> tuple[list[Any] | None, str | None]:
    if isinstance(loaded, list):
        return loaded, None
    if not isinstance(loaded, Mapping):
        return None, None
    has_text = any(
        isinstance(loaded[n], str) for n in mapped(tuple(loaded), opened.settings.columns).text
    )
    for name in _LISTS:
        items = loaded.get(name)
        if not has_text and isinstance(items, list):
            return items, plain(loaded.get("title"))
    return None, None


def _start(data: bytes) -> str:
    return data[:_EXCERPT].decode("utf-8", "replace")
