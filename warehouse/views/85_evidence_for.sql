CREATE OR REPLACE MACRO evidence_for(wanted) AS TABLE
SELECT *
FROM evidence
WHERE event_id IN (
    SELECT event_id FROM current_events WHERE starts_with(event_id::VARCHAR, lower(wanted::VARCHAR))
    UNION ALL
    SELECT event_id FROM event_redirects WHERE starts_with(old_id::VARCHAR, lower(wanted::VARCHAR))
);

COMMENT ON MACRO TABLE evidence_for IS
    'The characters behind an event, given by its id, an earlier one, or the beginning of either: the columns of evidence.';
