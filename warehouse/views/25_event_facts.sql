-- The report that is quoted is the first that says what holds.
CREATE OR REPLACE VIEW event_facts AS
WITH quoted AS (
    SELECT e.event_id, m.report_id
    FROM current_events AS e
    JOIN current_event_reports AS m USING (event_id)
    JOIN reports AS r ON r.report_id = m.report_id
    QUALIFY row_number() OVER (
        PARTITION BY e.event_id ORDER BY r.status <> e.status, r.alleged <> e.alleged, m.ordinal
    ) = 1
)
SELECT
    e.*,
    c.name AS country_name,
    r.evidence[1] AS evidence,
    d.title, d.publisher, d.published, d.uri, d.url, d.input_id,
    r.document_id, r.report_id, r.confidence
FROM current_events AS e
JOIN quoted AS q USING (event_id)
JOIN reports AS r ON r.report_id = q.report_id
JOIN documents AS d USING (document_id)
LEFT JOIN countries AS c ON c.code = e.country;

COMMENT ON VIEW event_facts IS 'Events as they are known now, with the report that is quoted for each.';
COMMENT ON COLUMN event_facts.country_name IS 'Name of the country';
COMMENT ON COLUMN event_facts.evidence IS 'The quote that holds the trigger';
COMMENT ON COLUMN event_facts.report_id IS 'The report that is quoted: the first that says what holds';
