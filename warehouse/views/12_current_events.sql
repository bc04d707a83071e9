CREATE OR REPLACE VIEW current_events AS
SELECT * EXCLUDE (digest, dismissed) FROM events WHERE replaced_by_run IS NULL AND NOT dismissed;

COMMENT ON VIEW current_events IS
    'Events as they are known now, without those that an analyst dismissed.';
