CREATE OR REPLACE VIEW deployments AS
SELECT
    f.event_id, f.date, f.date_precision, f.date_start, f.date_end, f.best_date,
    f.best_date_precision, f.status, f.certainty, f.alleged, f.disputed, f.confidence,
    f.country, f.country_name, f.place, f.latitude, f.longitude, f.location_precision,
    a.actors AS force, a.countries[1] AS force_country, f.action, f.troops_min, f.troops_max,
    array_to_string(f.units, '; ') AS units, f.origin, o.name AS origin_name,
    f.sources, f.texts, f.reports, f.publishers, f.first_published, f.last_published,
    f.evidence, f.title, f.publisher, f.published, f.uri, f.url, f.input_id, f.document_id,
    f.report_id
FROM event_facts AS f
LEFT JOIN event_sides AS a ON a.event_id = f.event_id AND a.slot = 'force'
LEFT JOIN countries AS o ON o.code = f.origin
WHERE f.type = 'deployment';

COMMENT ON VIEW deployments IS
    'Armed forces sent, moved, stationed, reinforced or withdrawn. One row per event.';
COMMENT ON COLUMN deployments.force IS 'Whose forces: name with its country code';
COMMENT ON COLUMN deployments.force_country IS 'Code of the state or organisation whose forces they are';
COMMENT ON COLUMN deployments.action IS 'deploy, withdraw or presence';
COMMENT ON COLUMN deployments.units IS 'Formations and platforms as worded, joined by semicolons';
COMMENT ON COLUMN deployments.origin_name IS 'Name of the country that they leave';
