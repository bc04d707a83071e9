-- Grouped reports with their records, but for actors and items, for those in wanted_ids, to be
-- compared with reports of other documents: neither address nor number has a say in that.
SELECT
    r.report_id, r.type, r.status, r.alleged, r.date, r.country, r.place, r.evidence, r.mode,
    r.action, r.troops_min, r.troops_max, r.units, r.origin, r.value_usd, r.confidence,
    l.document_id, '' AS uri, g.content_sha256, l.published, l.publisher, l.copies, 0 AS nth, l.basis
FROM reports AS r
JOIN live_reports AS l USING (report_id)
JOIN resolved AS g USING (report_id)
WHERE r.report_id IN (FROM wanted_ids);
