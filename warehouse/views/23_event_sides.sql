CREATE OR REPLACE VIEW event_sides AS
SELECT
    a.event_id,
    a.slot,
    string_agg(actor_words(a.name, c.name, a.role, a.country), '; ' ORDER BY a.ordinal) AS actors,
    list_sort(list(DISTINCT a.country) FILTER (a.country IS NOT NULL)) AS countries
FROM event_actors AS a
LEFT JOIN countries AS c ON c.code = a.country
WHERE a.replaced_by_run IS NULL
GROUP BY a.event_id, a.slot;

COMMENT ON VIEW event_sides IS 'Those who take part in an event, one row per slot, readable.';
COMMENT ON COLUMN event_sides.event_id IS 'The event';
COMMENT ON COLUMN event_sides.actors IS
    'Names with their country codes, joined by semicolons; a state itself by its own name';
COMMENT ON COLUMN event_sides.countries IS 'Codes of their states and organisations, each once';
