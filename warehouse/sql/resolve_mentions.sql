CREATE OR REPLACE TEMP TABLE meant AS
SELECT a.report_id, a.slot, a.ordinal, f.actor_id
FROM report_actors AS a
JOIN live_reports AS l USING (report_id)
JOIN staged_forms AS f
    ON f.name IS NOT DISTINCT FROM a.name
    AND f.country IS NOT DISTINCT FROM a.country
    AND f.role IS NOT DISTINCT FROM a.role
    AND f.day IS NOT DISTINCT FROM
        CASE WHEN a.name NOT LIKE '% %' AND a.role IS NOT NULL THEN l.published END;

INSERT INTO fresh_reports
SELECT DISTINCT report_id
FROM (SELECT report_id FROM (FROM meant EXCEPT FROM actor_mentions))
SEMI JOIN resolved USING (report_id)
ANTI JOIN fresh_reports USING (report_id);

INSERT INTO gone_reports
SELECT report_id, component FROM resolved
SEMI JOIN fresh_reports USING (report_id)
ANTI JOIN gone_reports USING (report_id);

DELETE FROM actor_mentions
WHERE (report_id, slot, ordinal, actor_id) IN (FROM actor_mentions EXCEPT FROM meant);

INSERT INTO actor_mentions FROM meant EXCEPT FROM actor_mentions;
