CREATE OR REPLACE VIEW reject_reasons AS
SELECT
    stage, reason,
    count(*) FILTER (cleared_by_run IS NULL) AS standing,
    count(cleared_by_run) AS cleared,
    count(DISTINCT uri) FILTER (cleared_by_run IS NULL) AS addresses,
    arg_max(message, (cleared_by_run IS NULL, last_seen, reject_id)) AS message,
    arg_max(uri, (cleared_by_run IS NULL, last_seen, reject_id)) AS uri,
    max(last_seen) AS last_seen
FROM rejects
GROUP BY stage, reason;

COMMENT ON VIEW reject_reasons IS 'What was refused and why, one row per stage and reason; rejects has each.';
COMMENT ON COLUMN reject_reasons.stage IS 'ingest, normalize, extract or load';
COMMENT ON COLUMN reject_reasons.reason IS 'Reason as a code';
COMMENT ON COLUMN reject_reasons.standing IS 'Rejects that still stand';
COMMENT ON COLUMN reject_reasons.cleared IS 'Rejects whose input has been read since without them';
COMMENT ON COLUMN reject_reasons.addresses IS 'Inputs and articles with one that stands';
COMMENT ON COLUMN reject_reasons.message IS 'Of the latest: what is wrong and what to do';
COMMENT ON COLUMN reject_reasons.uri IS 'Of the latest: the input or article';
COMMENT ON COLUMN reject_reasons.last_seen IS 'When the latest was refused, UTC';
