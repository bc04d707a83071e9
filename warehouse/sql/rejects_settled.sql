-- What was refused of a loaded document stands until that is extracted later without it, or is
-- superseded. Anything else stands until its file, its bytes or its article are read later
-- without it.
WITH cleared AS (
    SELECT r.reject_id FROM rejects AS r
    JOIN documents AS d USING (document_id)
    WHERE d.extracted_at > r.last_seen OR d.superseded_by IS NOT NULL
    UNION
    SELECT r.reject_id FROM (FROM rejects ANTI JOIN documents USING (document_id)) AS r
    JOIN inputs AS i ON i.file_uri = split_part(r.uri, '#', 1)
    WHERE i.loaded_at > r.last_seen
    UNION
    SELECT r.reject_id FROM (FROM rejects ANTI JOIN documents USING (document_id)) AS r
    JOIN inputs AS i ON i.blob_sha256 = r.blob_sha256
    WHERE i.loaded_at > r.last_seen
    UNION
    SELECT r.reject_id FROM (FROM rejects ANTI JOIN documents USING (document_id)) AS r
    JOIN documents AS d ON d.uri = r.uri
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
