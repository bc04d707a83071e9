"""Plain text, Markdown and pages: the file is the article."""

import re

import yaml  # type: ignore[import-untyped]
from frontmatter.default_handlers import YAMLHandler

from schemas.source import MediaType
from tasks.ingest.columns import fields
from tasks.ingest.decode import Decoded, NotTextError, declared_encoding, decode
from tasks.ingest.opened import Article, Opened, Output
from tasks.ingest.records import plain
from tasks.ingest.stream import whole

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.{1,20000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*:[ \t]*(.*)")
_SAVED_FROM = re.compile(r"<!--\s{0,9}saved from url=\(\d{1,9}\)(https?://\S{1,2000})\s")


def read_text(opened: Opened) -> Output:
    """Read plain text or Markdown, with or without YAML front matter."""
    decoded = _whole(opened)
    if not isinstance(decoded, Decoded):
        yield from decoded
        return
    yield from opened.damaged(decoded)
    matter, body = split_front_matter(decoded.text)
    if not any(opened.mapped(tuple(matter))):
        matter, body = {}, decoded.text
    found = fields(matter, opened.mapped(tuple(matter)))
    media_type: MediaType = "text/markdown" if opened.format == "markdown" else "text/plain"
    article = Article(
        body,
        media_type,
        plain(found.title),
        plain(found.published),
        plain(found.source),
        plain(found.url),
        plain(found.id),
    )
    yield from opened.article(article)


def read_html(opened: Opened) -> Output:
    """Read a page as saved; its main text, title and date are found later."""
    decoded = _whole(opened)
    if not isinstance(decoded, Decoded):
        yield from decoded
        return
    yield from opened.damaged(decoded)
    saved_from = _SAVED_FROM.search(decoded.text, 0, 4096)
    url = saved_from[1] if saved_from else None
    yield from opened.article(Article(decoded.text, "text/html", url=url))


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """Return front matter and body; no front matter where a rule of dashes opens something else.

    Values stay as they are written (dates, numbers). Front matter that is not valid YAML is read
    line by line if each line is `name: value` (`title: Kyiv: what now`).
    """
    unified = text.replace("\r\n", "\n").lstrip("\ufeff")
    match = _FRONT_MATTER.match(unified)
    matter = _mapping(match[1]) if match else None
    if match is None or not matter:
        return {}, text
    return matter, unified[match.end() :]


def _mapping(block: str) -> dict[str, object] | None:
    try:
        loaded = YAMLHandler().load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        pairs = [_PAIR.fullmatch(line) for line in block.split("\n") if line.strip()]
        return {pair[1]: pair[2].strip("\"' ") for pair in pairs if pair} if all(pairs) else None
    if not isinstance(loaded, dict) or not all(isinstance(name, str) for name in loaded):
        return None
    return loaded


def _whole(opened: Opened) -> Decoded | Output:
    limit = opened.settings.max_record_bytes
    data = whole(opened.stream, limit)
    if data is None:
        return iter([opened.too_large(excerpt=opened.head[:500].decode("utf-8", "replace"))])
    try:
        declared = declared_encoding(data) if opened.format == "html" else None
        return decode(data, declared)
    except NotTextError:
        return iter([opened.reject("binary", "this is not text after its beginning.")])
