-- Within one version of the pipeline only `input_id` can differ for the same key (the same article
-- twice): the least stays, whatever comes first.
UPDATE documents SET input_id = n.input_id
FROM staged_documents AS n
WHERE documents.document_id = n.document_id
  AND documents.version = getvariable('version')
  AND (n.input_id < documents.input_id
    OR (documents.input_id IS NULL AND n.input_id IS NOT NULL));
