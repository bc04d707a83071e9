-- The same where reports came and none went: those that came, with what is remembered.
CREATE OR REPLACE TEMP TABLE counted_forms AS
SELECT
    name, country, role, day, sum(mentions)::INTEGER AS mentions,
    min(first_published) AS first_published, max(last_published) AS last_published
FROM (
    SELECT name, country, role, day, mentions, first_published, last_published FROM actor_forms
    UNION ALL
    SELECT
        a.name, a.country, a.role,
        CASE WHEN a.name NOT LIKE '% %' AND a.role IS NOT NULL THEN l.published END,
        1, l.published, l.published
    FROM report_actors AS a
    SEMI JOIN fresh_reports USING (report_id)
    JOIN live_reports AS l USING (report_id)
)
GROUP BY name, country, role, day;
