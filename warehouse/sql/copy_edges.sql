-- Which current documents are copies of which: by equal words, equal signatures, like signatures.
-- Short texts recur word for word ("… reports its first case"): equal ones are copies only while
-- no more than three days lie between one and the next.
WITH current_ones AS (
    SELECT document_id, text_sha256, signature_id, published
    FROM documents WHERE superseded_by IS NULL
),
paced AS (
    SELECT
        *,
        signature_id IS NULL AND published - lag(published) OVER same_words > 3 AS recurs
    FROM current_ones
    WINDOW same_words AS (PARTITION BY text_sha256 ORDER BY published NULLS FIRST, document_id)
),
worded AS (
    SELECT
        document_id, text_sha256,
        count(*) FILTER (recurs) OVER (
            PARTITION BY text_sha256 ORDER BY published NULLS FIRST, document_id
        ) AS recurrence
    FROM paced
),
signed AS (
    SELECT signature_id, min(document_id) AS document_id
    FROM current_ones WHERE signature_id IS NOT NULL GROUP BY signature_id
)
SELECT min(document_id) OVER (PARTITION BY text_sha256, recurrence) AS a, document_id AS b
FROM worded QUALIFY a <> b
UNION ALL
SELECT s.document_id, c.document_id
FROM current_ones AS c JOIN signed AS s USING (signature_id)
WHERE s.document_id <> c.document_id
UNION ALL
SELECT a.document_id, b.document_id
FROM signature_pairs AS p
JOIN signed AS a ON a.signature_id = p.first_id
JOIN signed AS b ON b.signature_id = p.second_id
WHERE p.likeness >= getvariable('near_copy');
