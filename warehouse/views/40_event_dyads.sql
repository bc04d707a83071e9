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
    coalesce(e.date_start, e.first_published) AS best_date,
    coalesce(e.date_precision, if(e.first_published IS NULL, NULL, 'published')) AS best_date_precision
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
COMMENT ON COLUMN event_dyads.directed IS 'False for a meeting, in which neither acts on the other';
COMMENT ON COLUMN event_dyads.best_date IS
    'A day to sort and count by: the first that the date covers, or where none is told the first publication';
COMMENT ON COLUMN event_dyads.best_date_precision IS
    'How near that day is: day, month or year of the date; published where none is told';
