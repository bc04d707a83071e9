CREATE OR REPLACE VIEW dyads AS
SELECT
    one, one_name, other, other_name,
    if(best_date_precision <> 'year', date_trunc('month', best_date)::DATE, NULL) AS month,
    type, directed,
    count(*) AS events,
    count(*) FILTER (status IN ('occurred', 'ongoing')) AS occurred,
    count(*) FILTER (status = 'planned') AS planned,
    count(*) FILTER (status = 'cancelled') AS cancelled,
    count(*) FILTER (status = 'denied') AS denied,
    count(*) FILTER (alleged) AS alleged,
    min(best_date) AS first_date,
    max(best_date) AS last_date
FROM event_dyads
GROUP BY ALL;

COMMENT ON VIEW dyads IS
    'How often two states or organisations had to do with each other: one row per pair, month and type.';
COMMENT ON COLUMN dyads.month IS
    'First day of the month of best_date; null where only the year is told, or nothing';
COMMENT ON COLUMN dyads.events IS 'Events, of whatever status';
COMMENT ON COLUMN dyads.occurred IS 'Of these, occurred or ongoing';
COMMENT ON COLUMN dyads.planned IS 'Of these, planned';
COMMENT ON COLUMN dyads.cancelled IS 'Of these, cancelled';
COMMENT ON COLUMN dyads.denied IS 'Of these, denied';
COMMENT ON COLUMN dyads.alleged IS 'Of these, only alleged';
COMMENT ON COLUMN dyads.first_date IS 'Least best_date';
COMMENT ON COLUMN dyads.last_date IS 'Greatest best_date';
