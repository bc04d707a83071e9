CREATE OR REPLACE VIEW report_facts AS
SELECT
    r.* EXCLUDE (evidence),
    c.name AS country_name,
    r.evidence[1] AS evidence,
    d.title,
    d.publisher,
    d.published,
    d.uri,
    d.url,
    d.input_id
FROM current_reports AS r
JOIN documents AS d USING (document_id)
LEFT JOIN countries AS c ON c.code = r.country;

COMMENT ON VIEW report_facts IS 'Reports that hold, with what is known of their documents.';
COMMENT ON COLUMN report_facts.country_name IS 'Name of the country';
COMMENT ON COLUMN report_facts.evidence IS 'The quote that holds the trigger';
