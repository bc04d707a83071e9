UPDATE rejects SET last_run = getvariable('run'), last_seen = getvariable('started')
WHERE last_seen < getvariable('started')
  AND reject_id IN (SELECT reject_id FROM staged_rejects);
