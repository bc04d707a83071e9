-- The report that is quoted is the first that says what holds.
CREATE OR REPLACE VIEW event_facts AS
WITH told AS (
    SELECT
        e.event_id,
        arg_min(r.report_id, (r.status <> e.status, r.alleged <> e.alleged, m.ordinal)) AS report_id,
        max(r.confidence) AS confidence,
        string_agg(DISTINCT d.publisher, '; ' ORDER BY d.publisher) AS publishers
    FROM current_events AS e
    JOIN current_event_reports AS m USING (event_id)
    JOIN reports AS r ON r.report_id = m.report_id
    JOIN documents AS d USING (document_id)
    GROUP BY e.event_id
)
SELECT
    e.*,
    c.name AS country_name,
    coalesce(p.latitude, c.latitude) AS latitude,
    coalesce(p.longitude, c.longitude) AS longitude,
    CASE WHEN p.latitude IS NOT NULL THEN 'place' WHEN c.latitude IS NOT NULL THEN 'country' END
        AS location_precision,
    certainty_words(e.status, e.disputed, e.alleged, e.sources) AS certainty,
    t.confidence,
    t.publishers,
    r.evidence[1] AS evidence,
    d.title, d.publisher, d.published, d.uri, d.url, d.input_id,
    r.document_id, r.report_id
FROM current_events AS e
JOIN told AS t USING (event_id)
JOIN reports AS r ON r.report_id = t.report_id
JOIN documents AS d USING (document_id)
LEFT JOIN countries AS c ON c.code = e.country
LEFT JOIN places AS p ON p.name = e.place AND p.country IS NOT DISTINCT FROM e.country;

COMMENT ON VIEW event_facts IS 'Events as they are known now, with the report that is quoted for each.';
COMMENT ON COLUMN event_facts.country_name IS 'Name of the country';
COMMENT ON COLUMN event_facts.latitude IS
    'Degrees north of the place; where it is not known of the middle of the country''s cities';
COMMENT ON COLUMN event_facts.longitude IS 'Degrees east, likewise';
COMMENT ON COLUMN event_facts.location_precision IS 'What the co-ordinates are of: place or country';
COMMENT ON COLUMN event_facts.certainty IS
    'denied; disputed where reports contradict each other; alleged; else corroborated by several independent sources, or reported by one';
COMMENT ON COLUMN event_facts.confidence IS
    'How sure the extractor is of the report that it is surest of, 0 to 1';
COMMENT ON COLUMN event_facts.publishers IS 'Who tells of it, joined by semicolons';
COMMENT ON COLUMN event_facts.evidence IS 'The quote that holds the trigger';
COMMENT ON COLUMN event_facts.report_id IS 'The report that is quoted: the first that says what holds';
