CREATE OR REPLACE VIEW meetings AS
SELECT
    f.event_id, f.date, f.date_precision, f.date_start, f.date_end, f.best_date,
    f.best_date_precision, f.status, f.certainty, f.alleged, f.disputed, f.confidence,
    f.country, f.country_name, f.place, f.latitude, f.longitude, f.location_precision,
    p.actors AS participants, p.countries AS participant_countries, f.mode,
    f.sources, f.texts, f.reports, f.publishers, f.first_published, f.last_published,
    f.evidence, f.title, f.publisher, f.published, f.uri, f.url, f.input_id, f.document_id,
    f.report_id
FROM event_facts AS f
LEFT JOIN event_sides AS p ON p.event_id = f.event_id AND p.slot = 'participants'
WHERE f.type = 'meeting';

COMMENT ON VIEW meetings IS
    'Meetings, talks and calls between sides. One row per event.';
COMMENT ON COLUMN meetings.participants IS 'Who meets: names with their country codes, joined by semicolons';
COMMENT ON COLUMN meetings.participant_countries IS 'Codes of the states and organisations that meet';
COMMENT ON COLUMN meetings.mode IS 'in_person, phone or video';
