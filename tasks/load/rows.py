"""Records as rows of the staged tables."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from schemas.document import Document
from schemas.edtf import Span
from schemas.event import Actor, Deployment, Event, Meeting, Transfer, Visit
from schemas.ids import content_uuid
from schemas.reject import Reject
from schemas.report import Alternative, Extraction, Report
from schemas.source import Source
from tasks.normalize.likeness import bands

LARGEST = 2**63 - 1
"""Greatest number that the columns of counts hold."""

_ALTERNATIVES = TypeAdapter(tuple[Alternative, ...])

Row = dict[str, Any]


def source_row(source: Source) -> Row:
    """Return the row of a source; its body stays in the raw store."""
    row = source.model_dump(exclude={"content"})
    return _clean(row) | {
        "source_id": source.source_id.bytes,
        "content_sha256": source.content_sha256,
        "chars": len(source.content),
    }


def document_row(document: Document) -> Row:
    """Return the row of a document, with its signature and the bands of that."""
    signature = document.signature
    return _clean(document.model_dump()) | {
        "document_id": document.document_id.bytes,
        "source_id": document.source_id.bytes,
        "signature_id": signature_id(signature).bytes if signature else None,
        "bands": bands(signature),
    }


def signature_id(signature: Iterable[int]) -> UUID:
    """Return the key of a signature: its values."""
    return content_uuid("signature", (str(value) for value in signature))


def reject_row(reject: Reject) -> Row:
    """Return the row of a reject."""
    document_id = reject.document_id
    return _clean(reject.model_dump()) | {
        "reject_id": reject.reject_id.bytes,
        "document_id": document_id.bytes if document_id else None,
    }


def report_row(report: Report, ordinal: int) -> Row:
    """Return the row of the `ordinal`-th report of its document, with what hangs on it."""
    event = report.event
    row = event.model_dump(include=_FLAT)
    spans = enumerate(report.spans)
    attribution = report.attribution
    return (
        row
        | _days(event.date)
        | {
            "report_id": report.report_id.bytes,
            "document_id": report.document_id.bytes,
            "ordinal": ordinal,
            "confidence": report.confidence,
            "attribution": attribution.model_dump_json() if attribution else None,
            "alternatives": _ALTERNATIVES.dump_json(report.alternatives).decode(),
            "frame": report.frame,
            "extractor": report.extractor,
            "actors": list(_actors(event)),
            "items": _items(event),
            "spans": [_span(span.model_dump(), place) for place, span in spans],
        }
    )


_FLAT = {
    "type",
    "status",
    "alleged",
    "date",
    "country",
    "place",
    "evidence",
    "mode",
    "action",
    "troops_min",
    "troops_max",
    "units",
    "origin",
    "value_usd",
}


def unstorable(extraction: Extraction) -> Iterator[Reject]:
    """Yield a reject for each report with a number that no column can hold."""
    for ordinal, report in enumerate(extraction.reports):
        greatest = max(_numbers(report.event), default=0)
        if greatest > LARGEST:
            yield Reject.of(
                "load",
                "bad_record",
                f"a {report.event.type} with the number {greatest} was left out:"
                f" counts up to {LARGEST} can be stored; check the quoted passage",
                uri=extraction.document.uri,
                locator=f"report {ordinal}",
                document_id=extraction.document.document_id,
                excerpt=report.event.evidence[0],
            )


def _numbers(event: Event) -> Iterator[int]:
    if isinstance(event, Deployment):
        given = [event.troops_min, event.troops_max]
    elif isinstance(event, Transfer):
        given = [n for item in event.items for n in (item.quantity_min, item.quantity_max)]
    else:
        given = []
    yield from (number for number in given if number is not None)


def _actors(event: Event) -> Iterator[Row]:
    for slot, actors in _slots(event):
        for ordinal, actor in enumerate(actors):
            yield {"slot": slot, "ordinal": ordinal} | actor.model_dump()


def _slots(event: Event) -> list[tuple[str, tuple[Actor, ...]]]:
    match event:
        case Visit():
            return [("visitors", event.visitors), ("hosts", event.hosts)]
        case Meeting():
            return [("participants", event.participants)]
        case Deployment():
            return [("force", (event.force,))]
        case Transfer():
            return [("supplier", (event.supplier,)), ("recipient", (event.recipient,))]


def _items(event: Event) -> list[Row]:
    items = event.items if isinstance(event, Transfer) else ()
    return [{"ordinal": place} | item.model_dump() for place, item in enumerate(items)]


def _span(span: Row, ordinal: int) -> Row:
    span["start_at"], span["end_at"] = span.pop("start"), span.pop("end")
    return span | {"ordinal": ordinal}


def _days(date: str | None) -> Row:
    if date is None:
        return {}
    start, end, precision = Span.parse(date)
    return {"date_start": start, "date_end": end, "date_precision": precision.value}


def _clean(row: Row) -> Row:
    """Replace lone surrogates, which no UTF-8 column can hold, one for one."""
    return {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in row.items()
    }
