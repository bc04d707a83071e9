SELECT
    d.document_id, d.source_id, d.uri, d.content_sha256, d.text_sha256,
    coalesce(s.signature, []) AS signature, d.input_id, d.url, d.title, d.text, d.published,
    d.published_from, d.publisher, d.language, d.removed
FROM documents AS d
SEMI JOIN (
    SELECT unnest(string_split(nullif($1, ''), ' '))::UUID AS document_id
) USING (document_id)
LEFT JOIN signatures AS s USING (signature_id)
ORDER BY d.document_id;
