CREATE OR REPLACE VIEW report_sides AS
SELECT
    a.report_id,
    a.slot,
    string_agg(actor_words(a.name, c.name, a.role, a.country), '; ' ORDER BY a.ordinal) AS actors
FROM report_actors AS a
LEFT JOIN countries AS c ON c.code = a.country
GROUP BY a.report_id, a.slot;

COMMENT ON VIEW report_sides IS 'Those who take part in a report, one row per slot, readable.';
COMMENT ON COLUMN report_sides.actors IS
    'Names with their country codes, joined by semicolons; a state itself by its own name';
