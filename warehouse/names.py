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
    "runs": ("run_id",),
    "countries": ("code",),
    "migrations": ("number",),
}
"""Table → key."""

CONTENT = frozenset(KEYS) - {"runs", "migrations"}
"""Tables that two runs over the same input fill alike, but for run ids and clock times."""
