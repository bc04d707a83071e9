-- Reports that use a form which means another now are fresh again.
INSERT INTO fresh_reports
SELECT DISTINCT a.report_id
FROM report_actors AS a
ANTI JOIN fresh_reports USING (report_id)
JOIN live_reports AS l USING (report_id)
SEMI JOIN moved_forms AS f
    ON f.name IS NOT DISTINCT FROM a.name
    AND f.country IS NOT DISTINCT FROM a.country
    AND f.role IS NOT DISTINCT FROM a.role
    AND f.day IS NOT DISTINCT FROM
        CASE WHEN a.name NOT LIKE '% %' AND a.role IS NOT NULL THEN l.published END;

INSERT INTO gone_reports
SELECT report_id, component FROM resolved
SEMI JOIN fresh_reports USING (report_id)
ANTI JOIN gone_reports USING (report_id);
