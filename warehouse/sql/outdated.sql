-- Current documents that another version of the pipeline made, by the file that has their bytes.
SELECT
    s.file_uri, s.blob_sha256, list(d.document_id ORDER BY d.document_id)
FROM documents AS d
JOIN sources AS s USING (source_id)
WHERE d.superseded_by IS NULL
  AND d.version <> $1
  AND ($2::DATE IS NULL OR d.published >= $2)
  AND ($3::DATE IS NULL OR d.published <= $3)
  AND ($4::VARCHAR IS NULL OR d.publisher ILIKE $4 OR d.uri ILIKE $4)
GROUP BY s.file_uri, s.blob_sha256
ORDER BY s.file_uri, s.blob_sha256;
