CREATE OR REPLACE VIEW visits AS
SELECT
    f.report_id, f.date, f.date_start, f.date_end, f.status, f.alleged,
    f.country, f.country_name, f.place,
    v.actors AS visitors, h.actors AS hosts,
    f.evidence, f.title, f.publisher, f.published, f.uri, f.url, f.input_id, f.document_id,
    f.confidence
FROM report_facts AS f
LEFT JOIN report_sides AS v ON v.report_id = f.report_id AND v.slot = 'visitors'
LEFT JOIN report_sides AS h ON h.report_id = f.report_id AND h.slot = 'hosts'
WHERE f.type = 'visit';

COMMENT ON VIEW visits IS
    'Visits: office-holders, envoys or delegations travel in that capacity. One row per report.';
COMMENT ON COLUMN visits.country_name IS 'Name of the country';
COMMENT ON COLUMN visits.evidence IS 'The quote that holds the trigger';
COMMENT ON COLUMN visits.visitors IS 'Who travels: names with their country codes, joined by semicolons';
COMMENT ON COLUMN visits.hosts IS 'Who receives them, likewise; null where nobody is named';
