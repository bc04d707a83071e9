MERGE INTO documents AS o
USING staged_documents AS n ON o.document_id = n.document_id
WHEN MATCHED AND n.fresh AND (
    (o.text_sha256, o.signature_id, o.url, o.title, o.text, o.published, o.published_from,
     o.publisher, o.language, o.removed, o.version)
    IS DISTINCT FROM
    (n.text_sha256, n.signature_id, n.url, n.title, n.text, n.published, n.published_from,
     n.publisher, n.language, n.removed, getvariable('version'))
) THEN UPDATE SET
    text_sha256 = n.text_sha256, signature_id = n.signature_id, url = n.url, title = n.title,
    text = n.text, published = n.published, published_from = n.published_from,
    publisher = n.publisher, language = n.language, removed = n.removed,
    input_id = CASE
        WHEN o.version = getvariable('version') THEN o.input_id
        ELSE n.input_id
    END,
    version = getvariable('version')
WHEN NOT MATCHED THEN INSERT (
    document_id, source_id, uri, content_sha256, text_sha256, signature_id, input_id, url, title,
    text, published, published_from, publisher, language, removed, version,
    first_run, extracted_run, extracted_at
) VALUES (
    n.document_id, n.source_id, n.uri, n.content_sha256, n.text_sha256, n.signature_id, n.input_id,
    n.url, n.title, n.text, n.published, n.published_from, n.publisher, n.language, n.removed,
    getvariable('version'), getvariable('run'), getvariable('run'), getvariable('started')
);
