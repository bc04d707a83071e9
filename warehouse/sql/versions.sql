-- Of the documents at one address the one retrieved last is current.
WITH ranked AS (
    SELECT
        d.document_id,
        first_value(d.document_id) OVER (
            PARTITION BY d.uri
            ORDER BY s.last_seen DESC NULLS LAST, d.published DESC NULLS LAST, d.content_sha256 DESC
        ) AS newest
    FROM documents AS d
    LEFT JOIN sources AS s USING (source_id)
    WHERE d.uri IN (SELECT uri FROM documents GROUP BY uri HAVING count(*) > 1)
)
UPDATE documents SET superseded_by = nullif(ranked.newest, ranked.document_id)
FROM ranked
WHERE documents.document_id = ranked.document_id
  AND documents.superseded_by IS DISTINCT FROM nullif(ranked.newest, ranked.document_id);
