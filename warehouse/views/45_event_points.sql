CREATE OR REPLACE VIEW event_points AS
WITH recipients AS (
    SELECT a.event_id, any_value(c.latitude) AS latitude, any_value(c.longitude) AS longitude
    FROM event_actors AS a
    JOIN countries AS c ON c.code = a.country
    WHERE a.slot = 'recipient' AND a.replaced_by_run IS NULL
    GROUP BY a.event_id
),
placed AS (
    SELECT
        t.* REPLACE (
            coalesce(t.latitude, r.latitude) AS latitude,
            coalesce(t.longitude, r.longitude) AS longitude,
            coalesce(t.location_precision, if(r.latitude IS NULL, NULL, 'recipient'))
                AS location_precision
        )
    FROM timeline AS t
    LEFT JOIN recipients AS r ON r.event_id = t.event_id
)
SELECT
    event_id, type, best_date, best_date_precision, status, certainty, confidence, summary,
    country, country_name, place, latitude, longitude, location_precision,
    'POINT (' || longitude || ' ' || latitude || ')' AS wkt,
    sources, first_published, last_published
FROM placed
WHERE latitude IS NOT NULL;

COMMENT ON VIEW event_points IS 'Events that can be put on a map, one point each (WGS 84).';
COMMENT ON COLUMN event_points.location_precision IS
    'What the point is of: place; country, the middle of its cities; recipient, likewise, of a transfer of which no place is told';
COMMENT ON COLUMN event_points.wkt IS 'The point as Well-Known Text, longitude first';
COMMENT ON COLUMN event_points.summary IS 'What happens, in one line';
