-- The places that reports and events name as they hold now.
SELECT DISTINCT place, country FROM reports WHERE place IS NOT NULL AND replaced_by_run IS NULL
UNION
SELECT DISTINCT place, country FROM events WHERE place IS NOT NULL AND replaced_by_run IS NULL
ORDER BY ALL;
