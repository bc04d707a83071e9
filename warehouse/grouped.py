"""The form in which events and actors wait for their tables."""

import pyarrow as pa

_ID, _TEXT, _INT, _DAY = pa.uuid(), pa.string(), pa.int32(), pa.date32()
KEYS = pa.schema(
    {"report_id": _ID, "key": _TEXT, "country": _TEXT, "first_day": _DAY, "last_day": _DAY}
)
"""Where a report may meet others."""
FORMS = pa.schema(
    {
        "name": _TEXT,
        "country": _TEXT,
        "role": _TEXT,
        "day": _DAY,
        "mentions": _INT,
        "first_published": _DAY,
        "last_published": _DAY,
        "key": pa.list_(_TEXT),
        "blocks": pa.list_(_TEXT),
        "actor_id": _ID,
    }
)
"""Ways of naming somebody, with who is meant."""
WORKING = {
    "resolved": pa.schema(
        {
            "report_id": _ID,
            "anchor_id": _ID,
            "component": _ID,
            "basis": _ID,
            "content_sha256": _TEXT,
        }
    ),
    "resolved_keys": KEYS,
}
"""What resolve remembers of the reports that it has grouped."""
EVENT_TABLES = {
    "events": pa.schema(
        {
            "event_id": _ID,
            "type": _TEXT,
            "status": _TEXT,
            "alleged": pa.bool_(),
            "disputed": pa.bool_(),
            "dismissed": pa.bool_(),
            "date": _TEXT,
            "date_start": _DAY,
            "date_end": _DAY,
            "date_precision": _TEXT,
            "country": _TEXT,
            "place": _TEXT,
            "mode": _TEXT,
            "action": _TEXT,
            "troops_min": pa.int64(),
            "troops_max": pa.int64(),
            "units": pa.list_(_TEXT),
            "origin": _TEXT,
            "value_usd": pa.float64(),
            "reports": _INT,
            "texts": _INT,
            "sources": _INT,
            "first_published": _DAY,
            "last_published": _DAY,
            "digest": _ID,
        }
    ),
    "event_reports": pa.schema(
        {
            "event_id": _ID,
            "report_id": _ID,
            "ordinal": _INT,
            "anchor_id": _ID,
            "score": pa.float64(),
            "reason": _TEXT,
        }
    ),
    "event_actors": pa.schema(
        {
            "event_id": _ID,
            "slot": _TEXT,
            "ordinal": _INT,
            "actor_id": _ID,
            "name": _TEXT,
            "country": _TEXT,
            "role": _TEXT,
            "texts": _INT,
        }
    ),
    "event_items": pa.schema(
        {
            "event_id": _ID,
            "ordinal": _INT,
            "name": _TEXT,
            "category": _TEXT,
            "quantity_min": pa.int64(),
            "quantity_max": pa.int64(),
        }
    ),
    "event_history": pa.schema(
        {
            "event_id": _ID,
            "ordinal": _INT,
            "status": _TEXT,
            "alleged": pa.bool_(),
            "published": _DAY,
            "publisher": _TEXT,
            "report_id": _ID,
        }
    ),
    "event_values": pa.schema(
        {
            "event_id": _ID,
            "slot": _TEXT,
            "ordinal": _INT,
            "value": _TEXT,
            "texts": _INT,
            "chosen": pa.bool_(),
        }
    ),
}
"""Tables of an event and all that hangs on it."""
ACTOR_TABLES = {
    "actors": pa.schema(
        {
            "actor_id": _ID,
            "kind": _TEXT,
            "name": _TEXT,
            "country": _TEXT,
            "first_published": _DAY,
            "last_published": _DAY,
            "mentions": _INT,
            "digest": _ID,
        }
    ),
    "actor_names": pa.schema({"actor_id": _ID, "name": _TEXT, "country": _TEXT, "mentions": _INT}),
    "actor_offices": pa.schema(
        {
            "actor_id": _ID,
            "office": _TEXT,
            "first_published": _DAY,
            "last_published": _DAY,
            "mentions": _INT,
        }
    ),
}
"""Tables of an actor and all that hangs on it."""
