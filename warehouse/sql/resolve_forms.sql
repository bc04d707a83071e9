-- How reports that hold name those who take part, where that is not as remembered: forms that are
-- new (no key), counted otherwise, or in use no more (no mentions). A short name may mean another
-- on another day.
CREATE OR REPLACE TEMP TABLE changed_forms AS
WITH counted AS (
    SELECT
        a.name, a.country, a.role,
        CASE WHEN a.name NOT LIKE '% %' AND a.role IS NOT NULL THEN l.published END AS day,
        count(*)::INTEGER AS mentions, min(l.published) AS first_published,
        max(l.published) AS last_published
    FROM report_actors AS a
    JOIN live_reports AS l USING (report_id)
    GROUP BY a.name, a.country, a.role, day
)
SELECT
    coalesce(n.name, o.name) AS name, coalesce(n.country, o.country) AS country,
    coalesce(n.role, o.role) AS role, coalesce(n.day, o.day) AS day,
    n.mentions, n.first_published, n.last_published, o.key, o.actor_id
FROM counted AS n
FULL JOIN actor_forms AS o
    ON n.name IS NOT DISTINCT FROM o.name
    AND n.country IS NOT DISTINCT FROM o.country
    AND n.role IS NOT DISTINCT FROM o.role
    AND n.day IS NOT DISTINCT FROM o.day
WHERE (n.mentions, n.first_published, n.last_published)
    IS DISTINCT FROM (o.mentions, o.first_published, o.last_published);
