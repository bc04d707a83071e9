CREATE OR REPLACE VIEW evidence AS
WITH located AS (
    SELECT
        *,
        split_part(slot, '.', 1) AS part,
        try_cast(split_part(slot, '.', 2) AS INTEGER) AS nth,
        split_part(slot, '.', -1) AS leaf
    FROM spans
)
SELECT
    m.event_id, s.report_id, s.slot, s.part, n.actor_id,
    CASE s.part
        WHEN 'date' THEN r.date
        WHEN 'country' THEN r.country
        WHEN 'place' THEN r.place
        WHEN 'status' THEN r.status
        WHEN 'mode' THEN r.mode
        WHEN 'action' THEN r.action
        WHEN 'origin' THEN r.origin
        WHEN 'troops_min' THEN r.troops_min::VARCHAR
        WHEN 'troops_max' THEN r.troops_max::VARCHAR
        WHEN 'value_usd' THEN r.value_usd::VARCHAR
        WHEN 'units' THEN r.units[s.nth + 1]
        WHEN 'evidence' THEN r.evidence[s.nth + 1]
        WHEN 'items' THEN CASE s.leaf
            WHEN 'category' THEN i.category
            WHEN 'quantity_min' THEN i.quantity_min::VARCHAR
            WHEN 'quantity_max' THEN i.quantity_max::VARCHAR
            ELSE i.name
        END
        ELSE CASE
            WHEN s.leaf = 'country' THEN a.country
            WHEN s.leaf = 'role' THEN a.role
            ELSE coalesce(a.name, a.country)
        END
    END AS value,
    s.quote, s.field, s.start_at, s.end_at,
    substr(if(s.field = 'title', d.title, d.text), greatest(s.start_at - 59, 1),
        s.end_at - greatest(s.start_at - 60, 0) + 60) AS context,
    d.document_id, d.title, d.publisher, d.published, d.uri, d.url, d.input_id,
    d.copy_of IS NOT NULL AS copy,
    d.source_id, o.file_uri, o.locator, o.blob_sha256,
    r.frame, r.extractor, d.version, r.confidence, m.score, m.reason
FROM located AS s
JOIN reports AS r ON r.report_id = s.report_id AND r.replaced_by_run IS NULL
JOIN documents AS d ON d.document_id = r.document_id
LEFT JOIN sources AS o ON o.source_id = d.source_id
LEFT JOIN current_event_reports AS m ON m.report_id = s.report_id
LEFT JOIN report_actors AS a
    ON a.report_id = s.report_id AND a.slot = s.part AND a.ordinal = coalesce(s.nth, 0)
LEFT JOIN actor_mentions AS n
    ON n.report_id = s.report_id AND n.slot = s.part AND n.ordinal = coalesce(s.nth, 0)
LEFT JOIN report_items AS i
    ON i.report_id = s.report_id AND s.part = 'items' AND i.ordinal = s.nth;

COMMENT ON VIEW evidence IS
    'The characters behind every value: join by event_id or report_id, and part or actor_id. One row per span.';
COMMENT ON COLUMN evidence.event_id IS 'The event that the report tells';
COMMENT ON COLUMN evidence.part IS 'First word of slot: date, place, visitors, items, evidence, …';
COMMENT ON COLUMN evidence.actor_id IS 'Whom the value names, in actors and event_actors; null for other values';
COMMENT ON COLUMN evidence.value IS 'What the record holds there';
COMMENT ON COLUMN evidence.context IS 'The quote with up to 60 characters before and after it';
COMMENT ON COLUMN evidence.copy IS 'True for a document that copies another';
COMMENT ON COLUMN evidence.version IS 'Version of the pipeline that read the document';
COMMENT ON COLUMN evidence.extractor IS 'Version of the extractor';
COMMENT ON COLUMN evidence.report_id IS 'The report';
