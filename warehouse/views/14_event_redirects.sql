-- Every passage may once have named an event; where it stands now is where that event went.
CREATE OR REPLACE VIEW event_redirects AS
WITH once AS (
    SELECT event_id, report_id FROM event_reports WHERE replaced_by_run IS NOT NULL
    UNION ALL
    SELECT event_id, unnest(report_ids) FROM forgotten_events
),
lost AS (
    SELECT o.event_id AS old_id, c.event_id, count(*) AS shared
    FROM once AS o
    JOIN current_event_reports AS c USING (report_id)
    WHERE o.event_id NOT IN (SELECT anchor_id FROM current_event_reports)
    GROUP BY ALL
)
SELECT anchor_id AS old_id, event_id FROM current_event_reports WHERE anchor_id <> event_id
UNION ALL
SELECT old_id, arg_max(event_id, (shared, event_id)) FROM lost GROUP BY old_id;

COMMENT ON VIEW event_redirects IS 'Where an event went that was merged into another.';
COMMENT ON COLUMN event_redirects.old_id IS 'Id that it had, or would have had alone';
COMMENT ON COLUMN event_redirects.event_id IS 'Event that tells it now';
