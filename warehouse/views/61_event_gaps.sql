CREATE OR REPLACE VIEW event_gaps AS
WITH sides AS (
    SELECT
        event_id, bool_or(slot = 'hosts') AS hosts,
        bool_and(country IS NULL) AS stateless, bool_and(name IS NULL) AS nameless
    FROM event_actors
    WHERE replaced_by_run IS NULL
    GROUP BY event_id
)
SELECT
    f.event_id, f.type, f.status, f.best_date,
    list_filter([
        if(f.date IS NULL, 'date', NULL),
        if(f.country IS NULL AND f.type <> 'transfer' AND coalesce(f.mode, '') NOT IN ('phone', 'video'),
            'country', NULL),
        if(f.place IS NULL AND f.type <> 'transfer' AND coalesce(f.mode, '') NOT IN ('phone', 'video'),
            'place', NULL),
        if(f.place IS NOT NULL AND f.location_precision IS DISTINCT FROM 'place', 'coordinates', NULL),
        if(f.first_published IS NULL, 'published', NULL),
        if(s.nameless AND f.type IN ('visit', 'meeting'), 'name', NULL),
        if(s.stateless, 'state', NULL),
        if(f.type = 'visit' AND NOT s.hosts, 'hosts', NULL),
        if(f.type = 'deployment' AND coalesce(f.troops_min, f.troops_max) IS NULL, 'troops', NULL),
        if(f.type = 'deployment' AND len(f.units) = 0, 'units', NULL),
        if(f.type = 'transfer' AND g.event_id IS NULL, 'items', NULL),
        if(f.type = 'transfer' AND f.value_usd IS NULL, 'value_usd', NULL)
    ], x -> x IS NOT NULL) AS missing
FROM event_facts AS f
LEFT JOIN sides AS s USING (event_id)
LEFT JOIN event_goods AS g USING (event_id);

COMMENT ON VIEW event_gaps IS 'What is not known of each event.';
COMMENT ON COLUMN event_gaps.missing IS
    'date, country, place, published, hosts, troops, units, items, value_usd; coordinates: of a place that is not known; name: nobody is named; state: nobody is of a known state';
