CREATE OR REPLACE MACRO forgotten_as_of(moment) AS TABLE
SELECT e.*
FROM forgotten_events AS e
JOIN runs AS made ON made.run_id = e.made_by_run
LEFT JOIN runs AS replaced ON replaced.run_id = e.replaced_by_run
WHERE coalesce(made.finished, made.started) <= moment::TIMESTAMP
  AND coalesce(replaced.finished, replaced.started) > moment::TIMESTAMP;

COMMENT ON MACRO TABLE forgotten_as_of IS
    'Versions of events that were known at a time (UTC) and rested on articles that were forgotten since: the columns of forgotten_events.';
