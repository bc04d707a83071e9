CREATE OR REPLACE VIEW visits AS
SELECT
    f.event_id, f.date, f.date_start, f.date_end, f.status, f.alleged, f.disputed,
    f.country, f.country_name, f.place,
    v.actors AS visitors, h.actors AS hosts,
    f.sources, f.texts, f.reports, f.first_published, f.last_published,
    f.evidence, f.title, f.publisher, f.published, f.uri, f.url, f.input_id, f.document_id,
    f.report_id, f.confidence
FROM event_facts AS f
LEFT JOIN event_sides AS v ON v.event_id = f.event_id AND v.slot = 'visitors'
LEFT JOIN event_sides AS h ON h.event_id = f.event_id AND h.slot = 'hosts'
WHERE f.type = 'visit';

COMMENT ON VIEW visits IS
    'Visits: office-holders, envoys or delegations travel in that capacity. One row per event.';
COMMENT ON COLUMN visits.country_name IS 'Name of the country';
COMMENT ON COLUMN visits.evidence IS 'The quote that holds the trigger';
COMMENT ON COLUMN visits.visitors IS 'Who travels: names with their country codes, joined by semicolons';
COMMENT ON COLUMN visits.hosts IS 'Who receives them, likewise; null where nobody is named';
