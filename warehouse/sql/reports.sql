-- The record follows from the key; only the envelope can change.
MERGE INTO reports AS o
USING staged_reports AS n ON o.report_id = n.report_id
WHEN MATCHED AND n.fresh AND (
    (o.ordinal, o.confidence, o.attribution::VARCHAR, o.alternatives::VARCHAR, o.frame, o.extractor)
    IS DISTINCT FROM
    (n.ordinal, n.confidence, n.attribution, n.alternatives, n.frame, n.extractor)
    OR n.report_id IN (SELECT report_id FROM changed_spans)
) THEN UPDATE SET
    ordinal = n.ordinal, confidence = n.confidence, attribution = n.attribution,
    alternatives = n.alternatives, frame = n.frame, extractor = n.extractor
WHEN NOT MATCHED THEN INSERT (
    report_id, document_id, ordinal, type, status, alleged, date, date_start, date_end,
    date_precision, country, place, evidence, mode, action, troops_min, troops_max, units, origin,
    value_usd, confidence, attribution, alternatives, frame, extractor, made_by_run, last_run, last_seen
) VALUES (
    n.report_id, n.document_id, n.ordinal, n.type, n.status, n.alleged, n.date, n.date_start,
    n.date_end, n.date_precision, n.country, n.place, n.evidence, n.mode, n.action, n.troops_min,
    n.troops_max, n.units, n.origin, n.value_usd, n.confidence, n.attribution, n.alternatives,
    n.frame, n.extractor, getvariable('run'), getvariable('run'), getvariable('started')
);
