-- Documents that were forgotten, and what was known by them.

CREATE TABLE tombstones (
    tombstone_id UUID NOT NULL,
    kind VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    forgetting_id UUID NOT NULL,
    blocks BOOLEAN NOT NULL
);
COMMENT ON TABLE tombstones IS 'What was forgotten, by its hash alone: what is not to be taken in again.';
COMMENT ON COLUMN tombstones.tombstone_id IS 'Key: kind and hash';
COMMENT ON COLUMN tombstones.kind IS 'uri: address of an article; content: all that an input said of one; blob: bytes of a file';
COMMENT ON COLUMN tombstones.sha256 IS 'SHA-256 of the address, of the content, or of the bytes';
COMMENT ON COLUMN tombstones.forgetting_id IS 'The forgetting, in forgettings';
COMMENT ON COLUMN tombstones.blocks IS 'False where it may be taken in again';

CREATE TABLE forgettings (
    forgetting_id UUID NOT NULL,
    made_at TIMESTAMP NOT NULL,
    made_by VARCHAR NOT NULL,
    note VARCHAR,
    documents BIGINT NOT NULL,
    reports BIGINT NOT NULL,
    event_versions BIGINT NOT NULL,
    run_id UUID NOT NULL
);
COMMENT ON TABLE forgettings IS 'An act of forgetting: when, by whom, why and how much; not what.';
COMMENT ON COLUMN forgettings.forgetting_id IS 'Key';
COMMENT ON COLUMN forgettings.made_at IS 'When, UTC';
COMMENT ON COLUMN forgettings.made_by IS 'Who asked for it';
COMMENT ON COLUMN forgettings.note IS 'Why';
COMMENT ON COLUMN forgettings.documents IS 'Documents that went, every version counted';
COMMENT ON COLUMN forgettings.reports IS 'Reports that went with them';
COMMENT ON COLUMN forgettings.event_versions IS 'Versions of events that rested on them and went';
COMMENT ON COLUMN forgettings.run_id IS 'Run that grouped anew what is left of their events';

CREATE TABLE forgotten_events (
    event_id UUID NOT NULL,
    made_by_run UUID NOT NULL,
    replaced_by_run UUID NOT NULL,
    report_ids UUID[] NOT NULL,
    forgetting_id UUID NOT NULL
);
COMMENT ON TABLE forgotten_events IS 'A version of an event that rested on a forgotten document, one row per version: when something was known that is known no more.';
COMMENT ON COLUMN forgotten_events.event_id IS 'The event';
COMMENT ON COLUMN forgotten_events.made_by_run IS 'Run that made this version';
COMMENT ON COLUMN forgotten_events.replaced_by_run IS 'Run that replaced it, at the latest that of the forgetting';
COMMENT ON COLUMN forgotten_events.report_ids IS 'Reports of other documents that told of it, which stay';
COMMENT ON COLUMN forgotten_events.forgetting_id IS 'The forgetting, in forgettings';
