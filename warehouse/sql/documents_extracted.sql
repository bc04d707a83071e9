UPDATE documents SET extracted_run = getvariable('run'), extracted_at = getvariable('started')
WHERE extracted_run <> getvariable('run')
  AND document_id IN (SELECT document_id FROM staged_documents WHERE fresh);
