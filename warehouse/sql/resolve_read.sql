-- Live reports with their records, but for actors and items, for those in wanted_ids.
SELECT
    r.report_id, r.type, r.status, r.alleged, r.date, r.country, r.place, r.evidence, r.mode,
    r.action, r.troops_min, r.troops_max, r.units, r.origin, r.value_usd,
    l.document_id, l.uri, l.content_sha256, l.published, l.publisher, l.copies, l.nth,
    l.confidence, l.basis
FROM reports AS r
JOIN live_reports AS l USING (report_id)
SEMI JOIN wanted_ids AS w ON w.id = r.report_id;
