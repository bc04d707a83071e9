WITH wanted AS (
    SELECT r.*
    FROM reports AS r
    JOIN documents AS d ON d.document_id = r.document_id AND d.extracted_run = r.last_run
    WHERE r.document_id IN (
        SELECT unnest(string_split(nullif($1, ''), ' '))::UUID
    )
),
shown AS (
    SELECT
        report_id,
        list({'slot': slot, 'field': field, 'start': start_at, 'end': end_at, 'quote': quote}
             ORDER BY ordinal) AS spans
    FROM spans SEMI JOIN wanted USING (report_id)
    GROUP BY report_id
),
-- include: record_parts
SELECT wanted.*, coalesce(who.actors, []) AS actors, what.items, shown.spans
FROM wanted
LEFT JOIN who USING (report_id)
LEFT JOIN what USING (report_id)
LEFT JOIN shown USING (report_id)
ORDER BY wanted.document_id, wanted.ordinal, wanted.report_id;
