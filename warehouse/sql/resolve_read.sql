-- Live reports with their records, for those in wanted_reports.
WITH wanted AS (
    SELECT
        r.*, l.uri, l.content_sha256, l.published, l.publisher, l.copies, l.nth, l.basis
    FROM live_reports AS l
    SEMI JOIN wanted_reports USING (report_id)
    JOIN reports AS r USING (report_id)
),
-- include: record_parts
SELECT wanted.*, coalesce(who.actors, []) AS actors, what.items
FROM wanted
LEFT JOIN who USING (report_id)
LEFT JOIN what USING (report_id)
ORDER BY report_id;
