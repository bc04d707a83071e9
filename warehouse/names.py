"""The tables and what makes a row of each unique; no constraint in the database does."""

KEYS: dict[str, tuple[str, ...]] = {
    "sources": ("source_id",),
    "documents": ("document_id",),
    "signatures": ("signature_id",),
    "signature_pairs": ("first_id", "second_id"),
    "reports": ("report_id",),
    "report_actors": ("report_id", "slot", "ordinal"),
    "report_items": ("report_id", "ordinal"),
    "spans": ("report_id", "ordinal"),
    "rejects": ("reject_id",),
    "inputs": ("file_uri",),
    "events": ("event_id", "made_by_run"),
    "event_reports": ("event_id", "report_id", "made_by_run"),
    "event_actors": ("event_id", "slot", "ordinal", "made_by_run"),
    "event_items": ("event_id", "ordinal", "made_by_run"),
    "event_history": ("event_id", "ordinal", "made_by_run"),
    "event_values": ("event_id", "slot", "ordinal", "made_by_run"),
    "actors": ("actor_id", "made_by_run"),
    "actor_names": ("actor_id", "name", "country", "made_by_run"),
    "actor_offices": ("actor_id", "office", "made_by_run"),
    "actor_mentions": ("report_id", "slot", "ordinal"),
    "actor_forms": ("name", "country", "role", "day"),
    "decisions": ("decision_id",),
    "resolved": ("report_id",),
    "resolved_keys": ("report_id", "key"),
    "resolved_decisions": ("decision_id",),
    "resolved_version": ("version",),
    "tombstones": ("tombstone_id",),
    "forgettings": ("forgetting_id",),
    "forgotten_events": ("event_id", "made_by_run"),
    "runs": ("run_id",),
    "countries": ("code",),
    "places": ("name", "country"),
    "event_codes": ("type", "kind", "status"),
    "cameo_codes": ("code",),
    "fetch_sources": ("name",),
    "fetch_days": ("name", "day"),
    "migrations": ("number",),
}
"""Table → key."""

CONTENT = frozenset(KEYS) - {
    "runs", "migrations", "tombstones", "forgettings", "forgotten_events",
    "fetch_sources", "fetch_days",
}  # fmt: skip
"""Tables that two runs over the same input fill alike, but for run ids and clock times."""

VERSIONED = frozenset(
    {"events", "event_reports", "event_actors", "event_items", "event_history", "event_values",
     "actors", "actor_names", "actor_offices"}
)  # fmt: skip
"""Tables that keep what held before: alike only in what holds now."""
