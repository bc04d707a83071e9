CREATE OR REPLACE VIEW visits AS
SELECT
    f.event_id, f.date, f.date_precision, f.date_start, f.date_end, f.best_date,
    f.best_date_precision, f.status, f.certainty, f.alleged, f.disputed, f.confidence,
    f.country, f.country_name, f.place, f.latitude, f.longitude, f.location_precision,
    v.actors AS visitors, h.actors AS hosts,
    v.countries AS visitor_countries, h.countries AS host_countries,
    f.sources, f.texts, f.reports, f.publishers, f.first_published, f.last_published,
    f.evidence, f.title, f.publisher, f.published, f.uri, f.url, f.input_id, f.document_id,
    f.report_id
FROM event_facts AS f
LEFT JOIN event_sides AS v ON v.event_id = f.event_id AND v.slot = 'visitors'
LEFT JOIN event_sides AS h ON h.event_id = f.event_id AND h.slot = 'hosts'
WHERE f.type = 'visit';

COMMENT ON VIEW visits IS
    'Visits: office-holders, envoys or delegations travel in that capacity. One row per event.';
COMMENT ON COLUMN visits.visitors IS 'Who travels: names with their country codes, joined by semicolons';
COMMENT ON COLUMN visits.hosts IS 'Who receives them, likewise; null where nobody is named';
COMMENT ON COLUMN visits.visitor_countries IS 'Codes of the states and organisations that travel';
COMMENT ON COLUMN visits.host_countries IS 'Codes of the states and organisations that receive them';
