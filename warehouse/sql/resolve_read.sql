-- Live reports with their records, but for actors and items, for those in wanted_ids.
WITH wanted AS (FROM live_reports WHERE report_id IN (FROM wanted_ids)),
numbered AS (
    SELECT
        report_id,
        row_number() OVER (
            PARTITION BY document_id, type, evidence[1] ORDER BY ordinal, report_id
        ) - 1 AS nth
    FROM reports SEMI JOIN wanted USING (document_id)
    WHERE replaced_by_run IS NULL
)
SELECT
    r.report_id, r.type, r.status, r.alleged, r.date, r.country, r.place, r.evidence, r.mode,
    r.action, r.troops_min, r.troops_max, r.units, r.origin, r.value_usd, r.confidence,
    l.document_id, d.uri, d.content_sha256, l.published, l.publisher, l.copies, n.nth, l.basis
FROM reports AS r
JOIN wanted AS l USING (report_id)
JOIN numbered AS n USING (report_id)
JOIN documents AS d ON d.rowid = l.document_row;
