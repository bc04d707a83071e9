"""An event as one document tells it, with the characters that say so."""

from collections.abc import Iterable
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from schemas.base import Record
from schemas.document import Document
from schemas.event import Actor, Event
from schemas.ids import content_uuid

FieldName = Literal["title", "text"]
Confidence = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Slot = Annotated[str, Field(pattern=r"^[a-z_]+(\.\d+(\.[a-z_]+)?|\.[a-z_]+)?$")]
"""Path of a value in the record: `date`, `visitors.0.name`, `force.name`, `evidence.1`."""


class TextSpan(Record):
    """Where a document says a value: characters [start, end) of its title or its text."""

    slot: Slot
    field: FieldName
    start: Annotated[int, Field(ge=0)]
    end: int
    quote: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _length(self) -> Self:
        if self.end - self.start != len(self.quote):
            raise ValueError(
                f"{self.slot}: [{self.start}, {self.end}) does not hold the"
                f" {len(self.quote)} characters of its quote"
            )
        return self


class Alternative(Record):
    """Another value that the same document gives for a slot."""

    slot: Slot
    value: str


class Attribution(Record):
    """Who says so: the speaker in the text, and the outlet that prints it."""

    speaker: Actor | None = None
    outlet: str | None = None


class Report(Record):
    """One validated event of one document, in its envelope."""

    report_id: UUID
    document_id: UUID
    event: Event
    spans: Annotated[tuple[TextSpan, ...], Field(min_length=1)]
    confidence: Confidence = 1.0
    attribution: Attribution | None = None
    alternatives: tuple[Alternative, ...] = ()
    frame: str
    """Name of the frame that found it."""
    extractor: str
    """Version of the extractor."""

    @staticmethod
    def key(document_id: UUID, event: Event) -> UUID:
        """Return the id of a report: its document and the whole record."""
        return content_uuid("report", (str(document_id), event.model_dump_json()))

    @model_validator(mode="after")
    def _evidence_is_quoted(self) -> Self:
        quotes = {span.quote for span in self.spans if span.slot.startswith("evidence")}
        missing = set(self.event.evidence) - quotes
        if missing:
            raise ValueError(f"evidence without a span: {sorted(missing)}")
        return self


class Extraction(Record):
    """A document with its reports; every span is checked against the document."""

    document: Document
    reports: tuple[Report, ...] = ()

    @model_validator(mode="after")
    def _spans_fit(self) -> Self:
        for report in self.reports:
            if report.document_id != self.document.document_id:
                raise ValueError(f"report {report.report_id} belongs to another document")
            check_spans(self.document, report.spans)
        return self


def check_spans(document: Document, spans: Iterable[TextSpan]) -> None:
    """Raise ValueError for the first span that is not what the document says there."""
    for span in spans:
        said = (document.title or "") if span.field == "title" else document.text
        if span.end > len(said):
            raise ValueError(
                f"{span.slot}: the span ends at {span.end}, the {span.field} at {len(said)}"
            )
        if said[span.start : span.end] != span.quote:
            raise ValueError(
                f"{span.slot}: {span.field}[{span.start}:{span.end}] reads"
                f" {said[span.start : span.end]!r}, not {span.quote!r}"
            )
