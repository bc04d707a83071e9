CREATE OR REPLACE VIEW deployments AS
SELECT
    f.report_id, f.date, f.date_start, f.date_end, f.status, f.alleged,
    f.country, f.country_name, f.place,
    a.actors AS force, f.action, f.troops_min, f.troops_max,
    array_to_string(f.units, '; ') AS units, f.origin, o.name AS origin_name,
    f.evidence, f.title, f.publisher, f.published, f.uri, f.url, f.input_id, f.document_id,
    f.confidence
FROM report_facts AS f
LEFT JOIN report_sides AS a ON a.report_id = f.report_id AND a.slot = 'force'
LEFT JOIN countries AS o ON o.code = f.origin
WHERE f.type = 'deployment';

COMMENT ON VIEW deployments IS
    'Armed forces sent, moved, stationed, reinforced or withdrawn. One row per report.';
COMMENT ON COLUMN deployments.country_name IS 'Name of the country';
COMMENT ON COLUMN deployments.evidence IS 'The quote that holds the trigger';
COMMENT ON COLUMN deployments.force IS 'Whose forces: name with its country code';
COMMENT ON COLUMN deployments.action IS 'deploy, withdraw or presence';
COMMENT ON COLUMN deployments.units IS 'Formations and platforms as worded, joined by semicolons';
COMMENT ON COLUMN deployments.origin_name IS 'Name of the country that they leave';
