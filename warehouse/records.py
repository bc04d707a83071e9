"""From tables back to records."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import duckdb
from pydantic import TypeAdapter

from schemas.document import Document
from schemas.event import Deployment, Event, Meeting, Transfer, Visit
from schemas.report import Alternative, Attribution, Extraction, Report, TextSpan
from warehouse.parameters import id_list
from warehouse.statements import sql

Row = dict[str, Any]
_EVENTS: dict[str, type[Visit] | type[Meeting] | type[Deployment] | type[Transfer]] = {
    "visit": Visit,
    "meeting": Meeting,
    "deployment": Deployment,
    "transfer": Transfer,
}
_ALTERNATIVES = TypeAdapter(tuple[Alternative, ...])
_ONE_ACTOR = frozenset({"force", "supplier", "recipient"})


def read_extractions(
    connection: duckdb.DuckDBPyConnection, document_ids: Iterable[UUID]
) -> list[Extraction]:
    """Return documents with their reports as last extracted, equal to what was loaded.

    Superseded documents and copies too, where their ids are given; unknown ids give nothing. In
    the order of the ids' values, each once.
    """
    ids = [id_list(sorted(set(document_ids)))]
    reports: dict[UUID, list[Report]] = {}
    for row in _rows(connection, "read_reports", ids):
        reports.setdefault(row["document_id"], []).append(_report(row))
    documents = [_document(row) for row in _rows(connection, "read_documents", ids)]
    return [
        Extraction(document=each, reports=tuple(reports.get(each.document_id, ())))
        for each in documents
    ]


def read_records(
    connection: duckdb.DuckDBPyConnection, document_ids: Iterable[UUID]
) -> list[tuple[str, list[Event]]]:
    """Return for each document the input's own id (its address, if it has none) and its records."""
    return [
        (each.document.input_id or each.document.uri, [report.event for report in each.reports])
        for each in read_extractions(connection, document_ids)
    ]


def _rows(connection: duckdb.DuckDBPyConnection, name: str, values: Sequence[object]) -> list[Row]:
    found = connection.execute(sql(name), values)
    columns = [each[0] for each in found.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def _document(row: Row) -> Document:
    return Document.model_validate(row, strict=False)


def _report(row: Row) -> Report:
    spans = [TextSpan.model_validate(span) for span in row["spans"]]
    attribution, alternatives = (row.pop(name) for name in ("attribution", "alternatives"))
    return Report.model_validate(
        {
            "report_id": row["report_id"],
            "document_id": row["document_id"],
            "event": read_event(row),
            "spans": tuple(spans),
            "confidence": row["confidence"],
            "attribution": Attribution.model_validate_json(attribution) if attribution else None,
            "alternatives": _ALTERNATIVES.validate_json(alternatives),
            "frame": row["frame"],
            "extractor": row["extractor"],
        }
    )


def read_event(row: Row) -> Event:
    """Make the record of a report's row with its `actors` and `items`."""
    slots: dict[str, list[Row]] = {}
    for actor in row["actors"]:
        slots.setdefault(actor.pop("slot"), []).append(actor)
    given = row | {
        slot: actors[0] if slot in _ONE_ACTOR else actors for slot, actors in slots.items()
    }
    event = _EVENTS[row["type"]]
    fields = {name: given[name] for name in event.model_fields if given.get(name) is not None}
    return event.model_validate(fields, strict=False)
