CREATE OR REPLACE VIEW current_event_reports AS
SELECT * FROM event_reports WHERE replaced_by_run IS NULL;

COMMENT ON VIEW current_event_reports IS 'Which reports tell of which event, as it is known now.';
