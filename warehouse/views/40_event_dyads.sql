CREATE OR REPLACE VIEW event_dyads AS
WITH sides AS (
    SELECT DISTINCT event_id, slot, country
    FROM event_actors
    WHERE replaced_by_run IS NULL AND country IS NOT NULL
),
pairs AS (
    SELECT s.event_id, s.country AS one, e.country AS other, true AS directed
    FROM sides AS s
    JOIN current_events AS e USING (event_id)
    WHERE s.slot IN ('visitors', 'force')
    UNION
    SELECT one.event_id, one.country, other.country, true
    FROM sides AS one
    JOIN sides AS other USING (event_id)
    WHERE (one.slot, other.slot) IN (('visitors', 'hosts'), ('supplier', 'recipient'))
    UNION
    SELECT one.event_id, one.country, other.country, false
    FROM sides AS one
    JOIN sides AS other USING (event_id)
    WHERE one.slot = 'participants' AND other.slot = 'participants' AND one.country < other.country
)
SELECT
    p.event_id, e.type, p.one, a.name AS one_name, p.other, b.name AS other_name, p.directed,
    e.status, e.alleged, e.disputed,
    e.best_date, e.best_date_precision
FROM pairs AS p
JOIN current_events AS e USING (event_id)
JOIN countries AS a ON a.code = p.one
JOIN countries AS b ON b.code = p.other
WHERE p.one <> p.other;

COMMENT ON VIEW event_dyads IS
    'Which states and organisations an event ties: one row per event and pair. An event of many sides has many.';
COMMENT ON COLUMN event_dyads.one IS
    'Who acts: travels, sends forces or supplies; of those who meet, the first of the alphabet';
COMMENT ON COLUMN event_dyads.one_name IS 'Its name';
COMMENT ON COLUMN event_dyads.other IS 'Who is visited, where forces are, who is supplied, or the other who meets';
COMMENT ON COLUMN event_dyads.other_name IS 'Its name';
COMMENT ON COLUMN event_dyads.directed IS 'False for meetings, in which neither acts on the other';
