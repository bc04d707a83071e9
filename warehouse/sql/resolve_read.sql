-- Live reports with their records, for those in wanted_ids.
WITH wanted AS (
    SELECT
        r.report_id, r.type, r.status, r.alleged, r.date, r.country, r.place, r.evidence, r.mode,
        r.action, r.troops_min, r.troops_max, r.units, r.origin, r.value_usd,
        l.document_id, l.published, l.publisher, l.copies, l.nth, l.confidence, l.basis,
        d.uri, d.content_sha256
    FROM live_reports AS l
    SEMI JOIN wanted_ids AS w ON w.id = l.report_id
    JOIN reports AS r USING (report_id)
    JOIN documents AS d ON d.document_id = l.document_id
),
-- include: record_parts
SELECT wanted.*, coalesce(who.actors, []) AS actors, what.items
FROM wanted
LEFT JOIN who USING (report_id)
LEFT JOIN what USING (report_id)
ORDER BY report_id;
