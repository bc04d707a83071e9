-- After the grouping anew: versions of events, and of actors, that the forgotten had a part in.
INSERT INTO forgotten_events (event_id, made_by_run, replaced_by_run, report_ids, forgetting_id)
SELECT
    m.event_id, m.made_by_run, coalesce(any_value(m.replaced_by_run), getvariable('run')),
    coalesce(list(m.report_id ORDER BY m.ordinal)
        FILTER (m.report_id NOT IN (FROM forgotten_reports)), []),
    getvariable('forgetting')
FROM event_reports AS m
SEMI JOIN forgotten_versions USING (event_id, made_by_run)
GROUP BY m.event_id, m.made_by_run;

DELETE FROM event_reports WHERE (event_id, made_by_run) IN (FROM forgotten_versions);
DELETE FROM event_actors WHERE (event_id, made_by_run) IN (FROM forgotten_versions);
DELETE FROM event_items WHERE (event_id, made_by_run) IN (FROM forgotten_versions);
DELETE FROM event_history WHERE (event_id, made_by_run) IN (FROM forgotten_versions);
DELETE FROM event_values WHERE (event_id, made_by_run) IN (FROM forgotten_versions);
DELETE FROM events WHERE (event_id, made_by_run) IN (FROM forgotten_versions);

-- Of an actor's earlier versions none tells which texts it rests on: those that came with the
-- forgotten ones or after them go.
CREATE OR REPLACE TEMP TABLE suspect_runs AS
SELECT run_id FROM runs
WHERE started >= (
    SELECT min(r.started) FROM forgotten_documents AS d JOIN runs AS r ON r.run_id = d.first_run
);
DELETE FROM actors
WHERE replaced_by_run IS NOT NULL AND actor_id IN (FROM forgotten_actors)
  AND made_by_run IN (FROM suspect_runs);
DELETE FROM actor_names
WHERE replaced_by_run IS NOT NULL AND actor_id IN (FROM forgotten_actors)
  AND made_by_run IN (FROM suspect_runs);
DELETE FROM actor_offices
WHERE replaced_by_run IS NOT NULL AND actor_id IN (FROM forgotten_actors)
  AND made_by_run IN (FROM suspect_runs);
