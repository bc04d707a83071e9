-- The first of a group: earliest published, then by content, then by key.
WITH ranked AS (
    SELECT
        d.document_id, d.text_sha256, d.signature_id,
        first_value(d.document_id) OVER (
            PARTITION BY g.member_of
            ORDER BY d.published NULLS LAST, d.content_sha256, d.document_id
        ) AS first_id
    FROM copy_groups AS g
    JOIN documents AS d USING (document_id)
),
linked AS (
    SELECT
        r.document_id,
        r.first_id AS copy_of,
        CASE WHEN r.text_sha256 = f.text_sha256 THEN 'exact' ELSE 'near' END AS copy_kind,
        CASE
            WHEN r.text_sha256 = f.text_sha256 THEN 1.0
            ELSE coalesce(likeness(a.signature, b.signature), 0.0)
        END AS copy_likeness
    FROM ranked AS r
    JOIN documents AS f ON f.document_id = r.first_id
    LEFT JOIN signatures AS a ON a.signature_id = r.signature_id
    LEFT JOIN signatures AS b ON b.signature_id = f.signature_id
    WHERE r.document_id <> r.first_id
),
settled AS (
    SELECT d.document_id, l.copy_of, l.copy_kind, l.copy_likeness
    FROM documents AS d
    LEFT JOIN linked AS l USING (document_id)
    WHERE (d.copy_of, d.copy_kind, d.copy_likeness)
        IS DISTINCT FROM (l.copy_of, l.copy_kind, l.copy_likeness)
)
UPDATE documents SET
    copy_of = settled.copy_of, copy_kind = settled.copy_kind,
    copy_likeness = settled.copy_likeness
FROM settled
WHERE documents.document_id = settled.document_id;
