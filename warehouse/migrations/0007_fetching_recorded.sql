-- When what fetching remembers was last copied here, so that a view can say of when it tells.
ALTER TABLE fetch_sources ADD COLUMN recorded_at TIMESTAMP;
COMMENT ON COLUMN fetch_sources.recorded_at IS 'When a run last copied this from what fetching remembers, UTC';
