"""Reports and events on their way out."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import duckdb

from warehouse.records import read_extractions

BATCH = 500
_DOCUMENTS = """
SELECT document_id FROM documents WHERE superseded_by IS NULL ORDER BY input_id, uri, document_id
"""
_HOMES = "SELECT report_id, event_id FROM current_event_reports"
_EVENTS = """
SELECT
    e.* EXCLUDE (made_by_run, replaced_by_run),
    (SELECT list({'slot': slot, 'actor_id': actor_id, 'name': name, 'country': country,
                  'role': role} ORDER BY slot, ordinal)
     FROM event_actors AS a WHERE a.event_id = e.event_id AND a.replaced_by_run IS NULL) AS actors,
    (SELECT list({'name': name, 'category': category, 'quantity_min': quantity_min,
                  'quantity_max': quantity_max} ORDER BY ordinal)
     FROM event_items AS i WHERE i.event_id = e.event_id AND i.replaced_by_run IS NULL) AS items,
    (SELECT list({'status': status, 'alleged': alleged, 'published': published,
                  'publisher': publisher} ORDER BY ordinal)
     FROM event_history AS h WHERE h.event_id = e.event_id AND h.replaced_by_run IS NULL) AS history
FROM current_events AS e
ORDER BY e.date_start NULLS LAST, e.event_id
"""


def report_lines(connection: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    """Yield for each current article, copies included, its id and its records with `event_id`."""
    homes = dict(connection.execute(_HOMES).fetchall())
    ids = [row[0] for row in connection.execute(_DOCUMENTS).fetchall()]
    place = {document_id: at for at, document_id in enumerate(ids)}
    for batch in _batches(ids):
        found = read_extractions(connection, batch)
        for each in sorted(found, key=lambda each: place[each.document.document_id]):
            events = [
                report.event.model_dump(mode="json")
                | {"event_id": _text(homes.get(report.report_id))}
                for report in each.reports
            ]
            yield {"id": each.document.input_id or each.document.uri, "events": events}


def _batches(ids: list[UUID]) -> Iterator[list[UUID]]:
    return (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))


def _text(event_id: UUID | None) -> str | None:
    return None if event_id is None else str(event_id)


def event_lines(connection: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    """Yield the events as they are known now, with actors, items and history."""
    found = connection.execute(_EVENTS)
    columns = [each[0] for each in found.description or ()]
    while row := found.fetchone():
        yield dict(zip(columns, row, strict=True))
