-- Sources that are no longer named stay, switched off: their days still tell.
MERGE INTO fetch_sources AS o
USING staged_fetch_sources AS n ON o.name = n.name
WHEN MATCHED THEN UPDATE SET
    kind = n.kind, address = n.address, publisher = n.publisher, enabled = n.enabled,
    every_seconds = n.every_seconds, silent_after_seconds = n.silent_after_seconds,
    first_visit = n.first_visit, last_visit = n.last_visit, last_success = n.last_success,
    last_new = n.last_new, next_visit = n.next_visit, failures = n.failures, error = n.error,
    recorded_at = n.recorded_at
WHEN NOT MATCHED THEN INSERT BY NAME;

UPDATE fetch_sources SET enabled = false
WHERE enabled AND name NOT IN (SELECT name FROM staged_fetch_sources);

MERGE INTO fetch_days AS o
USING staged_fetch_days AS n ON o.name = n.name AND o.day = n.day
WHEN MATCHED THEN UPDATE SET
    visits = n.visits, failures = n.failures, unchanged = n.unchanged, listed = n.listed,
    new = n.new, changed = n.changed, refused = n.refused, bytes = n.bytes
WHEN NOT MATCHED THEN INSERT BY NAME;
