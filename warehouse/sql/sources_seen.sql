UPDATE sources SET last_run = getvariable('run'), last_seen = getvariable('started')
WHERE last_seen < getvariable('started')
  AND source_id IN (SELECT source_id FROM staged_sources);

UPDATE sources SET first_run = getvariable('run'), first_seen = getvariable('started')
WHERE first_seen > getvariable('started')
  AND source_id IN (SELECT source_id FROM staged_sources);
