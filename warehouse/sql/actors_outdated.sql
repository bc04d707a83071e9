-- Actors that nobody means any more, or that do not come out the same; and those that are new.
CREATE OR REPLACE TEMP TABLE outdated AS
SELECT o.actor_id
FROM actors AS o
LEFT JOIN staged_actors AS n USING (actor_id)
WHERE o.replaced_by_run IS NULL
  AND (n.digest <> o.digest OR o.actor_id NOT IN (SELECT actor_id FROM actor_forms));

CREATE OR REPLACE TEMP TABLE renewed AS
SELECT actor_id FROM staged_actors
WHERE (actor_id, digest) NOT IN (
    SELECT actor_id, digest FROM actors WHERE replaced_by_run IS NULL
);
