MERGE INTO rejects AS o
USING staged_rejects AS n ON o.reject_id = n.reject_id
WHEN MATCHED AND o.last_seen <= getvariable('started')
    AND (o.message, o.excerpt) IS DISTINCT FROM (n.message, n.excerpt)
THEN UPDATE SET message = n.message, excerpt = n.excerpt
WHEN NOT MATCHED THEN INSERT (
    reject_id, stage, reason, message, uri, locator, blob_sha256, document_id, excerpt,
    first_run, last_run, last_seen
) VALUES (
    n.reject_id, n.stage, n.reason, n.message, n.uri, n.locator, n.blob_sha256, n.document_id,
    n.excerpt, getvariable('run'), getvariable('run'), getvariable('started')
);
