CREATE OR REPLACE MACRO events_of(who) AS TABLE
SELECT t.*
FROM timeline AS t
SEMI JOIN (
    SELECT a.event_id
    FROM event_actors AS a
    LEFT JOIN actor_names AS n ON n.actor_id = a.actor_id AND n.replaced_by_run IS NULL
    WHERE a.replaced_by_run IS NULL
      AND (a.country = upper(who) OR contains(lower(a.name), lower(who))
        OR contains(lower(n.name), lower(who)))
) AS own ON own.event_id = t.event_id;

COMMENT ON MACRO TABLE events_of IS
    'Events in which somebody takes part, given by a code or by any part of any of the actor''s names: the columns of timeline.';
