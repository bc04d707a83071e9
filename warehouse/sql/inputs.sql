-- One row per file, as it is now: a file that goes back to earlier content is read again.
MERGE INTO inputs AS o
USING staged_inputs AS n ON o.file_uri = n.file_uri
WHEN MATCHED AND o.loaded_at <= getvariable('started')
    AND (o.blob_sha256, o.size, o.mtime_ns, o.version, o.articles)
        IS DISTINCT FROM (n.blob_sha256, n.size, n.mtime_ns, n.version, n.articles)
THEN UPDATE SET
    blob_sha256 = n.blob_sha256, size = n.size, mtime_ns = n.mtime_ns, version = n.version,
    articles = n.articles
WHEN NOT MATCHED THEN INSERT (
    file_uri, blob_sha256, size, mtime_ns, version, articles, loaded_run, loaded_at
) VALUES (
    n.file_uri, n.blob_sha256, n.size, n.mtime_ns, n.version, n.articles,
    getvariable('run'), getvariable('started')
);
