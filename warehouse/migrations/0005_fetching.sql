-- What is fetched from, and how that went: a copy for SQL of what fetching remembers in files.

CREATE TABLE fetch_sources (
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    publisher VARCHAR,
    enabled BOOLEAN NOT NULL,
    every_seconds BIGINT NOT NULL,
    silent_after_seconds BIGINT NOT NULL,
    first_visit TIMESTAMP,
    last_visit TIMESTAMP,
    last_success TIMESTAMP,
    last_new TIMESTAMP,
    next_visit TIMESTAMP,
    failures INTEGER NOT NULL,
    error VARCHAR
);
COMMENT ON TABLE fetch_sources IS 'A source of sources.toml as it stands; source_health says how it does.';
COMMENT ON COLUMN fetch_sources.name IS 'Key: its name in sources.toml';
COMMENT ON COLUMN fetch_sources.kind IS 'feed, sitemap, listing, page, api or folder';
COMMENT ON COLUMN fetch_sources.address IS 'Web address, or path of a folder';
COMMENT ON COLUMN fetch_sources.publisher IS 'Publisher that sources.toml gives it';
COMMENT ON COLUMN fetch_sources.enabled IS 'False where it is switched off or no longer named';
COMMENT ON COLUMN fetch_sources.every_seconds IS 'How often it is to be visited';
COMMENT ON COLUMN fetch_sources.silent_after_seconds IS 'Time without anything new after which it counts as silent';
COMMENT ON COLUMN fetch_sources.first_visit IS 'UTC';
COMMENT ON COLUMN fetch_sources.last_visit IS 'UTC';
COMMENT ON COLUMN fetch_sources.last_success IS 'Last visit that did not fail, UTC';
COMMENT ON COLUMN fetch_sources.last_new IS 'Last visit that brought an article or a new version of one, UTC';
COMMENT ON COLUMN fetch_sources.next_visit IS 'When it is due, UTC; later and later while it fails';
COMMENT ON COLUMN fetch_sources.failures IS 'Visits that failed since the last success';
COMMENT ON COLUMN fetch_sources.error IS 'What the last visit failed of, or could not read';

CREATE TABLE fetch_days (
    name VARCHAR NOT NULL,
    day DATE NOT NULL,
    visits BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    listed BIGINT NOT NULL,
    new BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    bytes BIGINT NOT NULL
);
COMMENT ON TABLE fetch_days IS 'What came of the visits to a source on one day (UTC).';
COMMENT ON COLUMN fetch_days.name IS 'The source';
COMMENT ON COLUMN fetch_days.day IS 'The day, UTC';
COMMENT ON COLUMN fetch_days.visits IS 'Visits';
COMMENT ON COLUMN fetch_days.failures IS 'Of these, failed';
COMMENT ON COLUMN fetch_days.unchanged IS 'Of these, at which nothing was listed anew';
COMMENT ON COLUMN fetch_days.listed IS 'Articles that were listed, in all visits together';
COMMENT ON COLUMN fetch_days.new IS 'Articles that were brought first';
COMMENT ON COLUMN fetch_days.changed IS 'New versions of articles';
COMMENT ON COLUMN fetch_days.refused IS 'Articles that could not be fetched; each is in rejects with stage fetch';
COMMENT ON COLUMN fetch_days.bytes IS 'Bytes of the answers, unpacked';

COMMENT ON COLUMN rejects.stage IS 'fetch, ingest, normalize, extract or load';
