-- Who is meant in fresh reports.
DELETE FROM actor_mentions
WHERE report_id IN (
    SELECT report_id FROM gone_reports UNION ALL SELECT report_id FROM fresh_reports
);

INSERT INTO actor_mentions (report_id, slot, ordinal, actor_id)
SELECT a.report_id, a.slot, a.ordinal, f.actor_id
FROM report_actors AS a
SEMI JOIN fresh_reports USING (report_id)
JOIN live_reports AS l USING (report_id)
JOIN actor_forms AS f
    ON f.name IS NOT DISTINCT FROM a.name
    AND f.country IS NOT DISTINCT FROM a.country
    AND f.role IS NOT DISTINCT FROM a.role
    AND f.day IS NOT DISTINCT FROM
        CASE WHEN a.name NOT LIKE '% %' AND a.role IS NOT NULL THEN l.published END;
