-- The same where reports came and none went: the forms of those that came, with what is remembered.
CREATE OR REPLACE TEMP TABLE changed_forms AS
WITH came AS (
    SELECT
        a.name, a.country, a.role,
        CASE WHEN a.name NOT LIKE '% %' AND a.role IS NOT NULL THEN l.published END AS day,
        count(*)::INTEGER AS mentions, min(l.published) AS first_published,
        max(l.published) AS last_published
    FROM report_actors AS a
    SEMI JOIN fresh_reports USING (report_id)
    JOIN live_reports AS l USING (report_id)
    GROUP BY a.name, a.country, a.role, day
)
SELECT
    n.name, n.country, n.role, n.day,
    n.mentions + coalesce(o.mentions, 0) AS mentions,
    least(n.first_published, o.first_published) AS first_published,
    greatest(n.last_published, o.last_published) AS last_published,
    o.key, o.actor_id
FROM came AS n
LEFT JOIN actor_forms AS o
    ON n.name IS NOT DISTINCT FROM o.name
    AND n.country IS NOT DISTINCT FROM o.country
    AND n.role IS NOT DISTINCT FROM o.role
    AND n.day IS NOT DISTINCT FROM o.day;
