CREATE OR REPLACE VIEW coverage AS
WITH firsts AS (
    SELECT m.event_id, r.document_id
    FROM current_event_reports AS m
    JOIN current_events AS e USING (event_id)
    JOIN reports AS r ON r.report_id = m.report_id
    WHERE m.ordinal = 0
),
told AS (
    SELECT r.document_id, count(*) AS reports, count(DISTINCT m.event_id) AS events
    FROM reports AS r
    LEFT JOIN current_event_reports AS m USING (report_id)
    WHERE r.replaced_by_run IS NULL
    GROUP BY r.document_id
),
first AS (SELECT document_id, count(*) AS events FROM firsts GROUP BY document_id)
SELECT
    d.publisher,
    date_trunc('month', d.published)::DATE AS month,
    count(*) AS documents,
    count(d.copy_of) AS copies,
    count(t.document_id) AS telling,
    coalesce(sum(t.reports), 0)::BIGINT AS reports,
    coalesce(sum(f.events), 0)::BIGINT AS first_told,
    round(count(t.document_id) / count(*), 3) AS share_telling
FROM documents AS d
LEFT JOIN told AS t USING (document_id)
LEFT JOIN first AS f USING (document_id)
WHERE d.superseded_by IS NULL
GROUP BY ALL;

COMMENT ON VIEW coverage IS 'What there is to read and what came of it: one row per publisher and month of publication.';
COMMENT ON COLUMN coverage.month IS 'First day of the month; null for documents of no known date';
COMMENT ON COLUMN coverage.documents IS 'Documents, copies included, old versions not';
COMMENT ON COLUMN coverage.copies IS 'Of these, copies of another';
COMMENT ON COLUMN coverage.telling IS 'Of these, documents that tell of an event';
COMMENT ON COLUMN coverage.reports IS 'Reports in them';
COMMENT ON COLUMN coverage.first_told IS 'Events that they told first';
COMMENT ON COLUMN coverage.share_telling IS 'Part of the documents that tells of an event';
