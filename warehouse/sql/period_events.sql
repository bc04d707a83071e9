-- What belongs to a period: see warehouse/period.py.
WITH sides AS (
    SELECT
        event_id,
        list({slot: slot, name: name, country: country, role: role} ORDER BY slot, ordinal) AS actors,
        list(DISTINCT country) AS countries
    FROM event_actors
    WHERE replaced_by_run IS NULL
    GROUP BY event_id
),
placed AS (
    SELECT
        *,
        first_published BETWEEN $first AND $last AS told_within,
        first_published BETWEEN date_start AND date_end AS told_meanwhile
    FROM event_facts
)
SELECT
    f.event_id, f.type, f.status, f.alleged, f.disputed, f.date, f.date_start, f.date_end,
    f.date_precision, f.country, f.place, f.latitude, f.longitude, f.location_precision, f.mode, f.action, f.troops_min, f.troops_max,
    f.units, f.value_usd, f.sources, f.reports, f.first_published, f.last_published, f.confidence,
    g.items, coalesce(s.actors, []) AS actors,
    coalesce(f.date_start > $last, false) AS ahead,
    CASE
        WHEN f.date_start IS NULL THEN f.first_published
        WHEN f.date_start > $last THEN NULL
        WHEN f.date_precision <> 'day' AND f.told_meanwhile AND f.told_within THEN f.first_published
        ELSE greatest(f.date_start, $first)
    END AS day
FROM placed AS f
LEFT JOIN sides AS s USING (event_id)
LEFT JOIN event_goods AS g USING (event_id)
WHERE CASE
        WHEN f.date_start IS NULL THEN coalesce(f.told_within, true)
        WHEN f.date_start > $last THEN f.told_within
        WHEN f.date_end < $first THEN false
        ELSE f.date_precision = 'day' OR f.told_within
            OR (f.date_start >= $first AND f.date_end <= $last)
    END
    AND (len($types) = 0 OR list_contains($types, f.type))
    AND (len($countries) = 0 OR list_contains($countries, f.country)
        OR list_has_any($countries, s.countries))
ORDER BY f.sources DESC, f.reports DESC, f.confidence DESC, f.event_id
