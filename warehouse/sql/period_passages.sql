-- Texts of several publishers before several of one, originals before copies, the quoted one first.
WITH told AS (
    SELECT
        m.event_id, m.report_id, r.status, r.alleged, r.confidence, f.report_id = m.report_id AS quoted,
        d.copy_of IS NOT NULL AS copy, d.published, d.publisher, d.title, d.text, d.url, d.uri, d.input_id,
        row_number() OVER (
            PARTITION BY m.event_id, coalesce(d.publisher, d.uri)
            ORDER BY quoted DESC, copy, d.published, m.report_id
        ) AS of_publisher
    FROM current_event_reports AS m
    JOIN event_facts AS f USING (event_id)
    JOIN reports AS r ON r.report_id = m.report_id
    JOIN documents AS d ON d.document_id = r.document_id
    WHERE list_contains($events, m.event_id)
),
kept AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY event_id ORDER BY quoted DESC, copy, of_publisher, published, report_id
        ) AS place
    FROM told
    QUALIFY place <= $most
),
said AS (
    SELECT
        report_id,
        list({slot: slot, field: field, start_at: start_at, end_at: end_at} ORDER BY ordinal) AS spans
    FROM spans
    SEMI JOIN kept USING (report_id)
    GROUP BY report_id
)
SELECT
    k.event_id, k.report_id, k.status, k.alleged, k.confidence, k.published, k.publisher, k.title, k.text,
    coalesce(k.url, k.uri) AS address, k.input_id, s.spans
FROM kept AS k
JOIN said AS s USING (report_id)
ORDER BY k.event_id, k.place
