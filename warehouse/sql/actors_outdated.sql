CREATE OR REPLACE TEMP TABLE outdated AS
SELECT actor_id FROM actors
WHERE replaced_by_run IS NULL
  AND (actor_id, digest) NOT IN (SELECT actor_id, digest FROM staged_actors);

CREATE OR REPLACE TEMP TABLE renewed AS
SELECT actor_id FROM staged_actors
WHERE (actor_id, digest) NOT IN (
    SELECT actor_id, digest FROM actors WHERE replaced_by_run IS NULL
);
