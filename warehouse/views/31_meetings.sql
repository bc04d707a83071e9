CREATE OR REPLACE VIEW meetings AS
SELECT
    f.event_id, f.date, f.date_start, f.date_end, f.status, f.alleged, f.disputed,
    f.country, f.country_name, f.place,
    p.actors AS participants, f.mode,
    f.sources, f.texts, f.reports, f.first_published, f.last_published,
    f.evidence, f.title, f.publisher, f.published, f.uri, f.url, f.input_id, f.document_id,
    f.report_id, f.confidence
FROM event_facts AS f
LEFT JOIN event_sides AS p ON p.event_id = f.event_id AND p.slot = 'participants'
WHERE f.type = 'meeting';

COMMENT ON VIEW meetings IS
    'Meetings, talks and calls between sides. One row per event.';
COMMENT ON COLUMN meetings.country_name IS 'Name of the country';
COMMENT ON COLUMN meetings.evidence IS 'The quote that holds the trigger';
COMMENT ON COLUMN meetings.participants IS 'Who meets: names with their country codes, joined by semicolons';
COMMENT ON COLUMN meetings.mode IS 'in_person, phone or video';
