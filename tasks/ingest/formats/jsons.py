"""JSON (one object, an array, a feed of items) and JSON Lines."""

import json
from collections.abc import Mapping
from typing import Any

import orjson

from tasks.ingest.decode import Decoded, NotTextError, decode
from tasks.ingest.formats.array import elements
from tasks.ingest.opened import WHOLE_BYTES, Opened, Output, Place
from tasks.ingest.records import plain, record
from tasks.ingest.stream import lines, whole

_LISTS = ("items", "articles", "documents", "docs", "entries", "results", "records", "data")
"""Names under which an object may hold its articles; `items` is JSON Feed's."""
_EXCERPT = 500
_SPACE = b"\xef\xbb\xbf \t\r\n"


def read_jsonl(opened: Opened) -> Output:
    """Read JSON Lines, one line in memory at a time; a broken line costs only itself."""
    limit = opened.settings.max_record_bytes
    for line in lines(opened.stream, limit):
        if not line.complete and opened.broken:
            return
        if line.size > limit + 1:
            yield opened.too_large(line.size, Place("line", line.number), _start(line.data))
        elif stripped := line.data.strip(_SPACE):
            yield from _text(opened, stripped, Place("line", line.number))


def read_json(opened: Opened) -> Output:
    """Read a JSON file: an array element by element, an object as a whole."""
    if opened.head.lstrip(_SPACE).startswith(b"["):
        yield from _array(opened)
    else:
        yield from _object(opened)


def _array(opened: Opened) -> Output:
    limit = opened.settings.max_record_bytes
    for element in elements(opened.stream, limit):
        place = Place("item", element.number)
        if element.size > limit:
            yield opened.too_large(element.size, place, _start(element.data))
        elif not element.complete:
            if not opened.broken:
                yield opened.reject(
                    "truncated",
                    "the array breaks off here; what stands before was read.",
                    place,
                    _start(element.data),
                )
        else:
            yield from _text(opened, element.data, place)


def _object(opened: Opened) -> Output:
    data = whole(opened.stream, WHOLE_BYTES)
    if data is None:
        yield opened.reject(
            "too_large", f"more than {WHOLE_BYTES:,} bytes of JSON. Turn it into JSON Lines."
        )
        return
    try:
        decoded = decode(data)
        loaded = parse(decoded.text)
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


def parse(text: str) -> Any:
    """Read a JSON value that a strict reader refuses: NaN and lone surrogates are let pass.

    Of a name that stands twice in an object, the last value counts.

    Raises:
        ValueError: it is not valid JSON; the message says where.
    """
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("brackets are nested too deeply") from None


def _text(opened: Opened, data: bytes, place: Place) -> Output:
    try:
        loaded, decoded = _loaded(data, opened.encoding)
    except ValueError as error:
        yield opened.reject("bad_record", f"this is not valid JSON: {error}", place, _start(data))
        return
    if decoded:
        yield from opened.damaged(decoded, place)
        data = decoded.text.encode("utf-8", "replace")
    yield from _value(opened, loaded, place, data)


def _loaded(data: bytes, declared: str) -> tuple[Any, Decoded | None]:
    try:
        return orjson.loads(data), None
    except orjson.JSONDecodeError:
        decoded = decode(data, declared)
        return parse(decoded.text), decoded


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
    for name in opened.mapped(tuple(value)).id:
        if isinstance(value[name], float):
            spelt = json.loads(raw, parse_float=str, parse_int=str)
            return {**value, name: spelt[name]}
    return value


def _items(loaded: Any, opened: Opened) -> tuple[list[Any] | None, str | None]:
    if not isinstance(loaded, Mapping):
        return None, None
    texts = opened.mapped(tuple(loaded)).text
    has_text = any(isinstance(loaded[name], str) for name in texts)
    for name in _LISTS:
        items = loaded.get(name)
        if not has_text and isinstance(items, list):
            return items, plain(loaded.get("title"))
    return None, None


def _start(data: bytes) -> str:
    return data[:_EXCERPT].decode("utf-8", "replace")
