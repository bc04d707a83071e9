-- What resolve remembers of the names in use, so that only those that new ones may bear on are
-- grouped anew.
CREATE TABLE actor_forms (
    name VARCHAR,
    country VARCHAR,
    role VARCHAR,
    day DATE,
    mentions INTEGER NOT NULL,
    first_published DATE,
    last_published DATE,
    key VARCHAR[] NOT NULL,
    blocks VARCHAR[] NOT NULL,
    actor_id UUID NOT NULL
);
COMMENT ON TABLE actor_forms IS 'Ways in which reports that hold name actors, with who is meant; what differs is grouped anew.';
COMMENT ON COLUMN actor_forms.name IS 'Name; null for a state itself, its delegation or its forces';
COMMENT ON COLUMN actor_forms.country IS 'ISO 3166-1 alpha-3 or an organisation''s code';
COMMENT ON COLUMN actor_forms.role IS 'Office, as the texts word it';
COMMENT ON COLUMN actor_forms.day IS 'Publication, where the name is short and the day may tell who is meant';
COMMENT ON COLUMN actor_forms.mentions IS 'Reports that name an actor so';
COMMENT ON COLUMN actor_forms.first_published IS 'When a text first did';
COMMENT ON COLUMN actor_forms.last_published IS 'When a text last did';
COMMENT ON COLUMN actor_forms.key IS 'What it says by itself of who is meant; forms that share it are of one actor';
COMMENT ON COLUMN actor_forms.blocks IS 'Keys that share one of these may be of one actor';
COMMENT ON COLUMN actor_forms.actor_id IS 'The actor';
