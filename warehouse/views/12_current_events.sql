CREATE OR REPLACE VIEW current_events AS
SELECT
    * EXCLUDE (digest, dismissed),
    coalesce(date_start, first_published) AS best_date,
    coalesce(date_precision, if(first_published IS NULL, NULL, 'published')) AS best_date_precision
FROM events
WHERE replaced_by_run IS NULL AND NOT dismissed;

COMMENT ON VIEW current_events IS
    'Events as they are known now, without those that an analyst dismissed.';
COMMENT ON COLUMN current_events.best_date IS
    'A day to sort and count by: the first that the date covers, or where none is told the first publication';
COMMENT ON COLUMN current_events.best_date_precision IS
    'How near that day is: day, month or year of the date; published where none is told';
