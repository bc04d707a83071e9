-- How reports that hold name those who take part. A short name may mean another on another day.
CREATE OR REPLACE TEMP TABLE counted_forms AS
SELECT
    a.name, a.country, a.role,
    CASE WHEN a.name NOT LIKE '% %' AND a.role IS NOT NULL THEN l.published END AS day,
    count(*)::INTEGER AS mentions, min(l.published) AS first_published,
    max(l.published) AS last_published
FROM report_actors AS a
JOIN live_reports AS l USING (report_id)
GROUP BY a.name, a.country, a.role, day;
