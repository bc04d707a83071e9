UPDATE reports SET last_run = getvariable('run'), last_seen = getvariable('started')
WHERE last_run <> getvariable('run')
  AND report_id IN (SELECT report_id FROM staged_reports WHERE fresh);
