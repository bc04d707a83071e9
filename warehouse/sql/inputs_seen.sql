UPDATE inputs SET loaded_run = getvariable('run'), loaded_at = getvariable('started')
WHERE loaded_at < getvariable('started')
  AND file_uri IN (SELECT file_uri FROM staged_inputs);
