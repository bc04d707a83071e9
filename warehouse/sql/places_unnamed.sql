-- The places that reports and events name as they hold now stay.
DELETE FROM places WHERE (name, coalesce(country, '')) NOT IN (
    SELECT (place, coalesce(country, ''))
    FROM reports WHERE place IS NOT NULL AND replaced_by_run IS NULL
    UNION
    SELECT (place, coalesce(country, ''))
    FROM events WHERE place IS NOT NULL AND replaced_by_run IS NULL
);
