CREATE OR REPLACE VIEW missing_values AS
WITH gaps AS (
    SELECT type, unnest(missing) AS what FROM event_gaps
),
totals AS (SELECT type, count(*) AS events FROM event_gaps GROUP BY type)
SELECT type, what, count(*) AS missing, any_value(t.events) AS events,
    round(count(*) / any_value(t.events), 3) AS share
FROM gaps
JOIN totals AS t USING (type)
GROUP BY type, what;

COMMENT ON VIEW missing_values IS 'How often a value is not known, one row per type and value; event_gaps names the events.';
COMMENT ON COLUMN missing_values.what IS 'The value, as in event_gaps.missing';
COMMENT ON COLUMN missing_values.missing IS 'Events without it';
COMMENT ON COLUMN missing_values.events IS 'Events of the type';
COMMENT ON COLUMN missing_values.share IS 'Part of the events that lacks it, 0 to 1';
