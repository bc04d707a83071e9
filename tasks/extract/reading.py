"""One document as the later steps see it: its parse, its terms, and where title and text lie."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from spacy.tokens import Doc, Span

from schemas.document import Document
from schemas.report import FieldName, TextSpan
from tasks.extract.vocabulary import Terms

SEPARATOR = "\n\n"
"""Stands between title and text in what the pipeline reads; no sentence crosses it."""


class Slice(NamedTuple):
    """Tokens [start, end)."""

    start: int
    end: int


class Located(NamedTuple):
    """Characters [start, end) of the title or the text."""

    field: FieldName
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A parsed document; token indices count over title and text together."""

    document: Document
    doc: Doc
    text_from: int
    """Character of `doc` at which the text begins; 0 if there is no title."""
    terms: Terms
    text: str
    """Text of `doc`, kept because spaCy joins it anew at each call."""

    @property
    def published(self) -> date | None:
        """Anchor of relative dates."""
        return self.document.published

    def span(self, tokens: Slice) -> Span:
        """The words of a slice."""
        return self.doc[tokens.start : tokens.end]

    def locate(self, start: int, end: int) -> Located | None:
        """Where characters [start, end) of `doc` lie; null if empty or across title and text."""
        quote = self.text[start:end]
        if not quote.strip():
            return None
        if start >= self.text_from:
            return Located("text", start - self.text_from, end - self.text_from, quote)
        title = self.document.title or ""
        return Located("title", start, end, quote) if end <= len(title) else None

    def text_span(self, slot: str, tokens: Slice) -> TextSpan | None:
        """The span of a record's value at `tokens`; null where it cannot be one."""
        span = self.span(tokens)
        found = self.locate(span.start_char, span.end_char)
        if found is None:
            return None
        return TextSpan(
            slot=slot, field=found.field, start=found.start, end=found.end, quote=found.quote
        )


def pipeline_text(document: Document) -> str:
    """What the pipeline reads of a document."""
    return f"{document.title}{SEPARATOR}{document.text}" if document.title else document.text


def read(document: Document, doc: Doc, terms: Terms) -> Reading:
    """Wrap a parsed document.

    Raises:
        ValueError: `doc` was not made from `pipeline_text(document)`.
    """
    text = pipeline_text(document)
    if doc.text != text:
        raise ValueError("the parsed text is not the document's title and text")
    return Reading(document, doc, len(text) - len(document.text), terms, text)
