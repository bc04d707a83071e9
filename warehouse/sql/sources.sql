-- Several files may hold the same article: the row names the first of them by address.
MERGE INTO sources AS o
USING staged_sources AS n ON o.source_id = n.source_id
WHEN MATCHED
    AND (n.file_uri, n.blob_sha256, coalesce(n.locator, ''), n.format, coalesce(n.input_id, ''))
      < (o.file_uri, o.blob_sha256, coalesce(o.locator, ''), o.format, coalesce(o.input_id, ''))
THEN UPDATE SET
    file_uri = n.file_uri, blob_sha256 = n.blob_sha256, locator = n.locator,
    format = n.format, input_id = n.input_id
WHEN NOT MATCHED THEN INSERT (
    source_id, uri, file_uri, blob_sha256, locator, format, media_type, input_id, url, title,
    published, publisher, content_sha256, chars, first_run, last_run, first_seen, last_seen
) VALUES (
    n.source_id, n.uri, n.file_uri, n.blob_sha256, n.locator, n.format, n.media_type, n.input_id,
    n.url, n.title, n.published, n.publisher, n.content_sha256, n.chars,
    getvariable('run'), getvariable('run'), getvariable('started'), getvariable('started')
);
