CREATE OR REPLACE VIEW source_activity AS
SELECT
    coalesce(publisher, nullif(regexp_extract(url, '^https?://([^/:]+)', 1), '')) AS source,
    count(*) AS articles,
    count(DISTINCT first_seen::DATE) AS days,
    min(first_seen) AS first_seen,
    max(first_seen) AS last_seen
FROM sources
WHERE coalesce(publisher, nullif(regexp_extract(url, '^https?://([^/:]+)', 1), '')) IS NOT NULL
GROUP BY ALL;
COMMENT ON VIEW source_activity IS 'How often a publisher or site brings something new, one row each.';
COMMENT ON COLUMN source_activity.source IS 'Publisher, or the host of the address where none is named';
COMMENT ON COLUMN source_activity.articles IS 'Articles that it brought, versions counted each';
COMMENT ON COLUMN source_activity.days IS 'Days (UTC) on which it brought something new';
COMMENT ON COLUMN source_activity.first_seen IS 'When it first brought something, UTC';
COMMENT ON COLUMN source_activity.last_seen IS 'When it last brought something new, UTC';
