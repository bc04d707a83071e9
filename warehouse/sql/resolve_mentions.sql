-- Who is meant in fresh reports, and in others that use a form which means another now. Those for
-- which that differs from what was grouped are fresh again.
CREATE OR REPLACE TEMP TABLE meant AS
WITH said AS (
    SELECT
        a.report_id, a.slot, a.ordinal, a.name, a.country, a.role,
        CASE WHEN a.name NOT LIKE '% %' AND a.role IS NOT NULL THEN l.published END AS day
    FROM report_actors AS a
    JOIN live_reports AS l USING (report_id)
),
wanted AS (
    FROM said SEMI JOIN fresh_reports USING (report_id)
    UNION
    SELECT said.*
    FROM said
    SEMI JOIN moved_forms AS m
        ON m.name IS NOT DISTINCT FROM said.name
        AND m.country IS NOT DISTINCT FROM said.country
        AND m.role IS NOT DISTINCT FROM said.role
        AND m.day IS NOT DISTINCT FROM said.day
)
SELECT w.report_id, w.slot, w.ordinal, f.actor_id
FROM wanted AS w
JOIN actor_forms AS f
    ON f.name IS NOT DISTINCT FROM w.name
    AND f.country IS NOT DISTINCT FROM w.country
    AND f.role IS NOT DISTINCT FROM w.role
    AND f.day IS NOT DISTINCT FROM w.day;

DELETE FROM meant WHERE (report_id, slot, ordinal, actor_id) IN (FROM actor_mentions);

INSERT INTO fresh_reports
SELECT DISTINCT report_id FROM meant
SEMI JOIN resolved USING (report_id)
ANTI JOIN fresh_reports USING (report_id);

INSERT INTO gone_reports
SELECT report_id, component FROM resolved
SEMI JOIN fresh_reports USING (report_id)
ANTI JOIN gone_reports USING (report_id);

DELETE FROM actor_mentions
WHERE report_id NOT IN (SELECT report_id FROM live_reports)
   OR (report_id, slot, ordinal) IN (SELECT (report_id, slot, ordinal) FROM meant);

INSERT INTO actor_mentions (report_id, slot, ordinal, actor_id)
SELECT report_id, slot, ordinal, actor_id FROM meant;
