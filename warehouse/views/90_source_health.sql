CREATE OR REPLACE VIEW source_health AS
WITH clock AS (SELECT make_timestamp(epoch_us(now())) AS moment),
recent AS (
    SELECT
        name,
        sum(new)::BIGINT AS new_7_days,
        sum(changed)::BIGINT AS changed_7_days,
        sum(refused)::BIGINT AS refused_7_days,
        sum(failures)::BIGINT AS failures_7_days
    FROM fetch_days, clock
    WHERE day > moment::DATE - 7
    GROUP BY name
),
judged AS (
    SELECT
        s.*,
        coalesce(s.last_new, s.first_visit) AS heard,
        epoch(moment) - epoch(coalesce(s.last_new, s.first_visit)) > s.silent_after_seconds
            AS silent
    FROM fetch_sources AS s, clock
)
SELECT
    j.name,
    j.kind,
    j.publisher,
    CASE
        WHEN NOT j.enabled THEN 'disabled'
        WHEN j.last_visit IS NULL THEN 'never visited'
        WHEN j.failures > 0 THEN 'failing'
        WHEN j.silent THEN 'silent'
        ELSE 'ok'
    END AS state,
    j.last_success,
    j.last_new,
    CASE WHEN j.silent AND j.enabled THEN j.heard END AS silent_since,
    coalesce(r.new_7_days, 0) AS new_7_days,
    coalesce(r.changed_7_days, 0) AS changed_7_days,
    coalesce(r.refused_7_days, 0) AS refused_7_days,
    coalesce(r.failures_7_days, 0) AS failures_7_days,
    j.failures,
    j.error,
    j.next_visit,
    j.address,
    j.silent_after_seconds / 86400 AS silent_after_days,
    j.recorded_at AS as_of
FROM judged AS j
LEFT JOIN recent AS r USING (name);

COMMENT ON VIEW source_health IS 'How each source does: one row a source. Counts and visits are those that the last run knew (as_of), silence is held against now; the command sitrep sources knows all as of now.';
COMMENT ON COLUMN source_health.name IS 'Its name in sources.toml';
COMMENT ON COLUMN source_health.kind IS 'feed, sitemap, listing, page, api or folder';
COMMENT ON COLUMN source_health.publisher IS 'Publisher that sources.toml gives it';
COMMENT ON COLUMN source_health.state IS 'ok, failing, silent, never visited or disabled';
COMMENT ON COLUMN source_health.last_success IS 'Last visit that did not fail, UTC';
COMMENT ON COLUMN source_health.last_new IS 'Last visit that brought an article or a new version of one, UTC';
COMMENT ON COLUMN source_health.silent_since IS 'Since when nothing new came, where that is longer than silent_after, UTC';
COMMENT ON COLUMN source_health.new_7_days IS 'Articles brought first in the last seven days';
COMMENT ON COLUMN source_health.changed_7_days IS 'New versions of articles in the last seven days';
COMMENT ON COLUMN source_health.refused_7_days IS 'Articles that could not be fetched in the last seven days';
COMMENT ON COLUMN source_health.failures_7_days IS 'Visits that failed in the last seven days';
COMMENT ON COLUMN source_health.failures IS 'Visits that failed since the last success';
COMMENT ON COLUMN source_health.error IS 'What the last visit failed of, or could not read';
COMMENT ON COLUMN source_health.next_visit IS 'When it is due, UTC';
COMMENT ON COLUMN source_health.address IS 'Web address, or path of a folder';
COMMENT ON COLUMN source_health.silent_after_days IS 'Days without anything new after which it counts as silent';
COMMENT ON COLUMN source_health.as_of IS 'When a run last brought this into the warehouse, UTC';
