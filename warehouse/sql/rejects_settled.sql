-- A refusal stands until its file, its bytes, its article or its document has been read later
-- without it.
WITH cleared AS (
    SELECT r.reject_id FROM rejects AS r
    JOIN inputs AS i ON i.file_uri = split_part(r.uri, '#', 1)
    WHERE i.loaded_at > r.last_seen
    UNION
    SELECT r.reject_id FROM rejects AS r
    JOIN inputs AS i ON i.blob_sha256 = r.blob_sha256
    WHERE i.loaded_at > r.last_seen
    UNION
    SELECT r.reject_id FROM rejects AS r
    JOIN documents AS d ON d.uri = r.uri
    WHERE d.extracted_at > r.last_seen
    UNION
    SELECT r.reject_id FROM rejects AS r
    JOIN documents AS d ON d.document_id = r.document_id
    WHERE d.extracted_at > r.last_seen
),
judged AS (
    SELECT
        r.reject_id,
        CASE WHEN c.reject_id IS NOT NULL
            THEN coalesce(r.cleared_by_run, getvariable('run'))
        END AS cleared_by_run
    FROM rejects AS r
    LEFT JOIN cleared AS c USING (reject_id)
)
UPDATE rejects SET cleared_by_run = judged.cleared_by_run
FROM judged
WHERE rejects.reject_id = judged.reject_id
  AND rejects.cleared_by_run IS DISTINCT FROM judged.cleared_by_run;
