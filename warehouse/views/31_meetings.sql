CREATE OR REPLACE VIEW meetings AS
SELECT
    f.report_id, f.date, f.date_start, f.date_end, f.status, f.alleged,
    f.country, f.country_name, f.place,
    p.actors AS participants, f.mode,
    f.evidence, f.title, f.publisher, f.published, f.uri, f.url, f.input_id, f.document_id,
    f.confidence
FROM report_facts AS f
LEFT JOIN report_sides AS p ON p.report_id = f.report_id AND p.slot = 'participants'
WHERE f.type = 'meeting';

COMMENT ON VIEW meetings IS
    'Meetings, talks and calls between sides. One row per report.';
COMMENT ON COLUMN meetings.country_name IS 'Name of the country';
COMMENT ON COLUMN meetings.evidence IS 'The quote that holds the trigger';
COMMENT ON COLUMN meetings.participants IS 'Who meets: names with their country codes, joined by semicolons';
COMMENT ON COLUMN meetings.mode IS 'in_person, phone or video';
