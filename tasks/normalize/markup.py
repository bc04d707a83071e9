"""Plain text out of HTML and Markdown."""

import re
from typing import NamedTuple

from lxml import etree, html
from markdown_it import MarkdownIt
from trafilatura import bare_extraction

from schemas.source import Source

BULLET = "\u2022 "
_PAGE = re.compile(r"<(?:!doctype|html|body)\b", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_LIST_MARK = re.compile(r"^- ", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n(?!\u2022 )")
_SKIPPED = "script style noscript template iframe svg form button nav figure img head title"
_LINES = "ul ol dl li tr dt dd"
_BLOCKS = (
    "p div h1 h2 h3 h4 h5 h6 table blockquote pre section article header footer main aside hr body"
)
_EDGES = dict.fromkeys(_BLOCKS.split(), "\n") | dict.fromkeys(_LINES.split(), "\r")
"""How an element is set off from what stands around it: as a paragraph, or as a line."""
_SET_OFF = re.compile(r"(?<![ \n\r\v]) *[\n\r\v][ \n\r\v]*")
_BULLET_ALONE = re.compile(r"\u2022[ \n\r\v]+")
_EDGE_OF_CALENDAR = {"min_date": "1900-01-01", "max_date": "2100-12-31", "original_date": True}
"""Given to htmldate, which would otherwise measure dates against today's."""
_MARKDOWN = MarkdownIt("commonmark").enable("table")


class Page(NamedTuple):
    """What a source says, in plain text."""

    text: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None


def read_markup(source: Source) -> Page:
    """Return the plain text of a source, and what its markup says about it.

    The text is empty where HTML holds none.
    """
    if source.media_type == "text/plain":
        return Page(source.content)
    readable = source.content.replace("\x00", "")
    if source.media_type == "text/markdown":
        return _read_markdown(readable, take_title=source.title is None)
    if _PAGE.search(readable[:5000]):
        return _read_page(readable)
    return Page(_text_of(_parse(readable)))


def strip_tags(line: str) -> str:
    """Return a title or a name without the tags that feeds put into it."""
    return _TAG.sub("", line) if "<" in line else line


def _read_page(content: str) -> Page:
    found = bare_extraction(
        content,
        with_metadata=True,
        include_comments=False,
        date_extraction_params=_EDGE_OF_CALENDAR,
    )
    if found is None or isinstance(found, dict):
        return Page(_paragraphs(content))
    text = _PARAGRAPH.sub("\n\n", _LIST_MARK.sub(BULLET, found.text or ""))
    return Page(text or _paragraphs(content), found.title, found.date, found.sitename)


def _paragraphs(content: str) -> str:
    tree = _parse(content)
    if tree is None:
        return ""
    said = [_text_of(each) for each in tree.iter("p", "li")]
    return "\n\n".join(filter(None, said))


def _read_markdown(content: str, *, take_title: bool) -> Page:
    tree = _parse(_MARKDOWN.render(content))
    heading = tree.find(".//h1") if take_title and tree is not None else None
    if heading is None:
        return Page(_text_of(tree))
    title = " ".join(heading.text_content().split())
    heading.drop_tree()
    return Page(_text_of(tree), title or None)


def _parse(content: str) -> html.HtmlElement | None:
    try:
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        return html.document_fromstring(content.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return None


def _text_of(tree: html.HtmlElement | None) -> str:
    """Return the text of an element: blocks apart by an empty line, list items by a line."""
    if tree is None:
        return ""
    etree.strip_elements(tree, *_SKIPPED.split(), with_tail=False)
    said: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        edge = _EDGES.get(element.tag, "")
        if event == "start":
            mark = {"li": BULLET, "br": "\v"}.get(element.tag, "")
            said += (edge, mark, _inline(element.text))
        else:
            said += (edge, _inline(element.tail) if element is not tree else "")
    text = _BULLET_ALONE.sub(BULLET, "".join(said))
    return _SET_OFF.sub(_apart, text).strip()


def _inline(text: str | None) -> str:
    return _SPACES.sub(" ", text) if text else ""


def _apart(edges: re.Match[str]) -> str:
    paragraph = "\n" in edges[0] or edges[0].count("\v") > 1
    return "\n\n" if paragraph else "\n"
