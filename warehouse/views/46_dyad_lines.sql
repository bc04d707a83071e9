CREATE OR REPLACE VIEW dyad_lines AS
SELECT
    d.type, d.one, d.one_name, d.other, d.other_name, d.directed,
    count(*) AS events,
    count(*) FILTER (d.status IN ('occurred', 'ongoing')) AS occurred,
    min(d.best_date) AS first_date,
    max(d.best_date) AS last_date,
    a.latitude AS one_latitude, a.longitude AS one_longitude,
    b.latitude AS other_latitude, b.longitude AS other_longitude,
    'LINESTRING (' || a.longitude || ' ' || a.latitude || ', ' || b.longitude || ' ' || b.latitude
        || ')' AS wkt
FROM event_dyads AS d
JOIN countries AS a ON a.code = d.one AND a.latitude IS NOT NULL
JOIN countries AS b ON b.code = d.other AND b.latitude IS NOT NULL
GROUP BY ALL;

COMMENT ON VIEW dyad_lines IS 'Pairs of states as lines on a map, one row per pair and type: who goes to, arms or meets whom.';
COMMENT ON COLUMN dyad_lines.events IS 'Events, of whatever status';
COMMENT ON COLUMN dyad_lines.occurred IS 'Of these, occurred or ongoing';
COMMENT ON COLUMN dyad_lines.first_date IS 'Least best_date';
COMMENT ON COLUMN dyad_lines.last_date IS 'Greatest best_date';
COMMENT ON COLUMN dyad_lines.one_latitude IS 'Degrees north of the middle of its cities';
COMMENT ON COLUMN dyad_lines.one_longitude IS 'Degrees east of it';
COMMENT ON COLUMN dyad_lines.other_latitude IS 'Degrees north of the middle of the other''s cities';
COMMENT ON COLUMN dyad_lines.other_longitude IS 'Degrees east of it';
COMMENT ON COLUMN dyad_lines.wkt IS 'The line as Well-Known Text, longitude first';
