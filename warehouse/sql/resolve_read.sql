-- Live reports with their records, but for actors and items, for those in wanted_ids.
SELECT
    r.report_id, r.type, r.status, r.alleged, r.date, r.country, r.place, r.evidence, r.mode,
    r.action, r.troops_min, r.troops_max, r.units, r.origin, r.value_usd, r.confidence,
    l.document_id, NULL AS anchor_id, d.uri, d.content_sha256, l.published, l.publisher, l.copies,
    r.ordinal, l.basis
FROM reports AS r
JOIN live_reports AS l USING (report_id)
JOIN documents AS d ON d.rowid = l.document_row
WHERE r.report_id IN (FROM wanted_ids);
