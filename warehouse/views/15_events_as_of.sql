CREATE OR REPLACE MACRO events_as_of(moment) AS TABLE
SELECT e.*
FROM events AS e
JOIN runs AS made ON made.run_id = e.made_by_run
LEFT JOIN runs AS replaced ON replaced.run_id = e.replaced_by_run
WHERE coalesce(made.finished, made.started) <= moment::TIMESTAMP
  AND (e.replaced_by_run IS NULL OR coalesce(replaced.finished, replaced.started) > moment::TIMESTAMP);

COMMENT ON MACRO TABLE events_as_of IS
    'Events as they were known at a time (UTC): the columns of events.';
