CREATE OR REPLACE VIEW deployments AS
SELECT
    f.event_id, f.date, f.date_start, f.date_end, f.status, f.alleged, f.disputed,
    f.country, f.country_name, f.place,
    a.actors AS force, f.action, f.troops_min, f.troops_max,
    array_to_string(f.units, '; ') AS units, f.origin, o.name AS origin_name,
    f.sources, f.texts, f.reports, f.first_published, f.last_published,
    f.evidence, f.title, f.publisher, f.published, f.uri, f.url, f.input_id, f.document_id,
    f.report_id, f.confidence
FROM event_facts AS f
LEFT JOIN event_sides AS a ON a.event_id = f.event_id AND a.slot = 'force'
LEFT JOIN countries AS o ON o.code = f.origin
WHERE f.type = 'deployment';

COMMENT ON VIEW deployments IS
    'Armed forces sent, moved, stationed, reinforced or withdrawn. One row per event.';
COMMENT ON COLUMN deployments.country_name IS 'Name of the country';
COMMENT ON COLUMN deployments.evidence IS 'The quote that holds the trigger';
COMMENT ON COLUMN deployments.force IS 'Whose forces: name with its country code';
COMMENT ON COLUMN deployments.action IS 'deploy, withdraw or presence';
COMMENT ON COLUMN deployments.units IS 'Formations and platforms as worded, joined by semicolons';
COMMENT ON COLUMN deployments.origin_name IS 'Name of the country that they leave';
