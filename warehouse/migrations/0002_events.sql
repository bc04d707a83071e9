-- From reports to events. Rows carry the run that made them and the run that replaced them.

CREATE TABLE events (
    event_id UUID NOT NULL,
    type VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    alleged BOOLEAN NOT NULL,
    disputed BOOLEAN NOT NULL,
    dismissed BOOLEAN NOT NULL,
    date VARCHAR,
    date_start DATE,
    date_end DATE,
    date_precision VARCHAR,
    country VARCHAR,
    place VARCHAR,
    mode VARCHAR,
    action VARCHAR,
    troops_min BIGINT,
    troops_max BIGINT,
    units VARCHAR[],
    origin VARCHAR,
    value_usd DOUBLE,
    reports INTEGER NOT NULL,
    texts INTEGER NOT NULL,
    sources INTEGER NOT NULL,
    first_published DATE,
    last_published DATE,
    digest UUID NOT NULL,
    made_by_run UUID NOT NULL,
    replaced_by_run UUID
);
COMMENT ON TABLE events IS 'What happened in the world, merged from reports: one row per version; current_events has the one that holds.';
COMMENT ON COLUMN events.event_id IS 'Key: the passage that tells it first; event_redirects leads from ids that were merged away';
COMMENT ON COLUMN events.type IS 'visit, meeting, deployment or transfer';
COMMENT ON COLUMN events.status IS 'By the latest trustworthy report: occurred, ongoing, planned, cancelled or denied';
COMMENT ON COLUMN events.alleged IS 'True where no report vouches for it and none quotes a party to it';
COMMENT ON COLUMN events.disputed IS 'True where one report denies what another asserts';
COMMENT ON COLUMN events.dismissed IS 'True where an analyst decided that it is no event';
COMMENT ON COLUMN events.date IS 'The most precise date that a report gives, EDTF level 0';
COMMENT ON COLUMN events.date_start IS 'First day that the date covers';
COMMENT ON COLUMN events.date_end IS 'Last day that the date covers';
COMMENT ON COLUMN events.date_precision IS 'day, month or year';
COMMENT ON COLUMN events.country IS 'Where it takes place, ISO 3166-1 alpha-3';
COMMENT ON COLUMN events.place IS 'Named place below country level';
COMMENT ON COLUMN events.mode IS 'Meeting: in_person, phone or video; transfer: sale, aid or other';
COMMENT ON COLUMN events.action IS 'Deployment: deploy, withdraw or presence';
COMMENT ON COLUMN events.troops_min IS 'Deployment: least number of people, as most texts give it';
COMMENT ON COLUMN events.troops_max IS 'Deployment: greatest number of people, as most texts give it';
COMMENT ON COLUMN events.units IS 'Deployment: formations and platforms, each once';
COMMENT ON COLUMN events.origin IS 'Deployment: country that the force leaves, where not its own';
COMMENT ON COLUMN events.value_usd IS 'Transfer: worth in US dollars, as most texts give it';
COMMENT ON COLUMN events.reports IS 'Reports of it, those of copies included';
COMMENT ON COLUMN events.texts IS 'Texts that tell it, copies of one counted once';
COMMENT ON COLUMN events.sources IS 'Independent sources: copies of one text, and texts of one publisher, counted once';
COMMENT ON COLUMN events.first_published IS 'When it was first reported';
COMMENT ON COLUMN events.last_published IS 'When it was last reported';
COMMENT ON COLUMN events.digest IS 'Hash of this row and of all that hangs on it; tells versions apart';
COMMENT ON COLUMN events.made_by_run IS 'Run that made this version';
COMMENT ON COLUMN events.replaced_by_run IS 'Run that replaced it; null while it holds';

CREATE TABLE event_reports (
    event_id UUID NOT NULL,
    report_id UUID NOT NULL,
    ordinal INTEGER NOT NULL,
    anchor_id UUID NOT NULL,
    score DOUBLE NOT NULL,
    reason VARCHAR NOT NULL,
    made_by_run UUID NOT NULL,
    replaced_by_run UUID
);
COMMENT ON TABLE event_reports IS 'Which reports tell of an event, one row per report and version of the event.';
COMMENT ON COLUMN event_reports.event_id IS 'The event';
COMMENT ON COLUMN event_reports.report_id IS 'The report';
COMMENT ON COLUMN event_reports.ordinal IS 'Place in the order of publication, from 0';
COMMENT ON COLUMN event_reports.anchor_id IS 'Key of the passage; the event is named for that of its first report';
COMMENT ON COLUMN event_reports.score IS 'How likely the report belongs to the event, 0 to 1';
COMMENT ON COLUMN event_reports.reason IS 'Why it was put there, in words';
COMMENT ON COLUMN event_reports.made_by_run IS 'Run that made this version';
COMMENT ON COLUMN event_reports.replaced_by_run IS 'Run that replaced it; null while it holds';

CREATE TABLE event_actors (
    event_id UUID NOT NULL,
    slot VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    actor_id UUID NOT NULL,
    name VARCHAR,
    country VARCHAR,
    role VARCHAR,
    texts INTEGER NOT NULL,
    made_by_run UUID NOT NULL,
    replaced_by_run UUID
);
COMMENT ON TABLE event_actors IS 'Who takes part in an event, one row per slot and place in it.';
COMMENT ON COLUMN event_actors.event_id IS 'The event';
COMMENT ON COLUMN event_actors.slot IS 'visitors, hosts, participants, force, supplier or recipient';
COMMENT ON COLUMN event_actors.ordinal IS 'Place within the slot, from 0; those first whom most texts name';
COMMENT ON COLUMN event_actors.actor_id IS 'Who it is, in actors';
COMMENT ON COLUMN event_actors.name IS 'Name; null for a state itself, its delegation or its forces';
COMMENT ON COLUMN event_actors.country IS 'ISO 3166-1 alpha-3 or an organisation''s code';
COMMENT ON COLUMN event_actors.role IS 'Office as most texts word it';
COMMENT ON COLUMN event_actors.texts IS 'Texts that name it, copies of one counted once';
COMMENT ON COLUMN event_actors.made_by_run IS 'Run that made this version';
COMMENT ON COLUMN event_actors.replaced_by_run IS 'Run that replaced it; null while it holds';

CREATE TABLE event_items (
    event_id UUID NOT NULL,
    ordinal INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    quantity_min BIGINT,
    quantity_max BIGINT,
    made_by_run UUID NOT NULL,
    replaced_by_run UUID
);
COMMENT ON TABLE event_items IS 'Arms or equipment of one kind in a transfer.';
COMMENT ON COLUMN event_items.event_id IS 'The event';
COMMENT ON COLUMN event_items.ordinal IS 'Place in the list, from 0';
COMMENT ON COLUMN event_items.name IS 'As most texts word it, without the number';
COMMENT ON COLUMN event_items.category IS 'Kind of arms or equipment';
COMMENT ON COLUMN event_items.quantity_min IS 'Least number';
COMMENT ON COLUMN event_items.quantity_max IS 'Greatest number';
COMMENT ON COLUMN event_items.made_by_run IS 'Run that made this version';
COMMENT ON COLUMN event_items.replaced_by_run IS 'Run that replaced it; null while it holds';

CREATE TABLE event_history (
    event_id UUID NOT NULL,
    ordinal INTEGER NOT NULL,
    status VARCHAR NOT NULL,
    alleged BOOLEAN NOT NULL,
    published DATE,
    publisher VARCHAR,
    report_id UUID NOT NULL,
    made_by_run UUID NOT NULL,
    replaced_by_run UUID
);
COMMENT ON TABLE event_history IS 'The life of an event: who said first that it stands so.';
COMMENT ON COLUMN event_history.event_id IS 'The event';
COMMENT ON COLUMN event_history.ordinal IS 'Place in the order of time, from 0';
COMMENT ON COLUMN event_history.status IS 'planned, ongoing, occurred, cancelled or denied';
COMMENT ON COLUMN event_history.alleged IS 'True where that report only alleges it';
COMMENT ON COLUMN event_history.published IS 'When that report was published';
COMMENT ON COLUMN event_history.publisher IS 'Who published it';
COMMENT ON COLUMN event_history.report_id IS 'That report';
COMMENT ON COLUMN event_history.made_by_run IS 'Run that made this version';
COMMENT ON COLUMN event_history.replaced_by_run IS 'Run that replaced it; null while it holds';

CREATE TABLE event_values (
    event_id UUID NOT NULL,
    slot VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    value JSON NOT NULL,
    texts INTEGER NOT NULL,
    chosen BOOLEAN NOT NULL,
    made_by_run UUID NOT NULL,
    replaced_by_run UUID
);
COMMENT ON TABLE event_values IS 'Every value that a report gives for an event, the chosen ones and the others.';
COMMENT ON COLUMN event_values.event_id IS 'The event';
COMMENT ON COLUMN event_values.slot IS 'date, country, place, mode, origin, troops or value_usd';
COMMENT ON COLUMN event_values.ordinal IS 'Place in the order in which the values came up, from 0';
COMMENT ON COLUMN event_values.value IS 'The value; troops as a pair of least and greatest';
COMMENT ON COLUMN event_values.texts IS 'Texts that give it, copies of one counted once';
COMMENT ON COLUMN event_values.chosen IS 'True where the event has it';
COMMENT ON COLUMN event_values.made_by_run IS 'Run that made this version';
COMMENT ON COLUMN event_values.replaced_by_run IS 'Run that replaced it; null while it holds';

CREATE TABLE actors (
    actor_id UUID NOT NULL,
    kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    country VARCHAR,
    first_published DATE,
    last_published DATE,
    mentions INTEGER NOT NULL,
    digest UUID NOT NULL,
    made_by_run UUID NOT NULL,
    replaced_by_run UUID
);
COMMENT ON TABLE actors IS 'People, organisations and states, one row per version.';
COMMENT ON COLUMN actors.actor_id IS 'Key: the name under which it was first known';
COMMENT ON COLUMN actors.kind IS 'state, organisation or person';
COMMENT ON COLUMN actors.name IS 'Name that most texts use, or by which sitrep knows it';
COMMENT ON COLUMN actors.country IS 'ISO 3166-1 alpha-3 or an organisation''s code';
COMMENT ON COLUMN actors.first_published IS 'When a text first named it';
COMMENT ON COLUMN actors.last_published IS 'When a text last named it';
COMMENT ON COLUMN actors.mentions IS 'Reports that name it';
COMMENT ON COLUMN actors.digest IS 'Hash of this row and of all that hangs on it; tells versions apart';
COMMENT ON COLUMN actors.made_by_run IS 'Run that made this version';
COMMENT ON COLUMN actors.replaced_by_run IS 'Run that replaced it; null while it holds';

CREATE TABLE actor_names (
    actor_id UUID NOT NULL,
    name VARCHAR NOT NULL,
    country VARCHAR,
    mentions INTEGER NOT NULL,
    made_by_run UUID NOT NULL,
    replaced_by_run UUID
);
COMMENT ON TABLE actor_names IS 'Names of an actor, as texts give them.';
COMMENT ON COLUMN actor_names.actor_id IS 'The actor';
COMMENT ON COLUMN actor_names.name IS 'The name';
COMMENT ON COLUMN actor_names.country IS 'Country given with it';
COMMENT ON COLUMN actor_names.mentions IS 'Reports that name it so';
COMMENT ON COLUMN actor_names.made_by_run IS 'Run that made this version';
COMMENT ON COLUMN actor_names.replaced_by_run IS 'Run that replaced it; null while it holds';

CREATE TABLE actor_offices (
    actor_id UUID NOT NULL,
    office VARCHAR NOT NULL,
    first_published DATE,
    last_published DATE,
    mentions INTEGER NOT NULL,
    made_by_run UUID NOT NULL,
    replaced_by_run UUID
);
COMMENT ON TABLE actor_offices IS 'Offices of an actor, with the days on which texts show them.';
COMMENT ON COLUMN actor_offices.actor_id IS 'The actor';
COMMENT ON COLUMN actor_offices.office IS 'Title under which the office is known';
COMMENT ON COLUMN actor_offices.first_published IS 'First publication that gives it';
COMMENT ON COLUMN actor_offices.last_published IS 'Last publication that gives it';
COMMENT ON COLUMN actor_offices.mentions IS 'Reports that give it';
COMMENT ON COLUMN actor_offices.made_by_run IS 'Run that made this version';
COMMENT ON COLUMN actor_offices.replaced_by_run IS 'Run that replaced it; null while it holds';

CREATE TABLE decisions (
    decision_id UUID NOT NULL,
    kind VARCHAR NOT NULL,
    one UUID NOT NULL,
    others UUID[] NOT NULL,
    slot VARCHAR,
    value JSON,
    note VARCHAR,
    made_by VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL,
    revoked_by VARCHAR,
    revoked_at TIMESTAMP
);
COMMENT ON TABLE decisions IS 'What analysts decided; replayed on every run.';
COMMENT ON COLUMN decisions.decision_id IS 'Key';
COMMENT ON COLUMN decisions.kind IS 'merge, split, value or not_event';
COMMENT ON COLUMN decisions.one IS 'Passage that it is about (anchor_id)';
COMMENT ON COLUMN decisions.others IS 'Merge: passages of the same event; split: of another one';
COMMENT ON COLUMN decisions.slot IS 'Value: which field is wrong';
COMMENT ON COLUMN decisions.value IS 'Value: what is right';
COMMENT ON COLUMN decisions.note IS 'Why';
COMMENT ON COLUMN decisions.made_by IS 'Who decided it';
COMMENT ON COLUMN decisions.made_at IS 'When, UTC';
COMMENT ON COLUMN decisions.revoked_by IS 'Who took it back; null while it stands';
COMMENT ON COLUMN decisions.revoked_at IS 'When it was taken back, UTC';

CREATE TABLE resolved (
    report_id UUID NOT NULL,
    anchor_id UUID NOT NULL,
    component UUID NOT NULL,
    basis UUID NOT NULL
);
COMMENT ON TABLE resolved IS 'Which reports are in events, and what they were grouped by; what differs is grouped anew.';
COMMENT ON COLUMN resolved.report_id IS 'Key: the report';
COMMENT ON COLUMN resolved.anchor_id IS 'Key of the passage';
COMMENT ON COLUMN resolved.component IS 'Reports that were grouped together: none of them bears on others';
COMMENT ON COLUMN resolved.basis IS 'Hash of all besides the record that has a say';

CREATE TABLE resolved_keys (
    report_id UUID NOT NULL,
    key VARCHAR NOT NULL,
    country VARCHAR,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL
);
COMMENT ON TABLE resolved_keys IS 'Where to look for reports that may tell of the same event.';
COMMENT ON COLUMN resolved_keys.report_id IS 'The report';
COMMENT ON COLUMN resolved_keys.key IS 'Those that share one may be compared';
COMMENT ON COLUMN resolved_keys.country IS 'Where it took place; null meets every country';
COMMENT ON COLUMN resolved_keys.first_day IS 'First day that its window reaches to';
COMMENT ON COLUMN resolved_keys.last_day IS 'Last day that its window reaches to';

CREATE TABLE resolved_decisions (
    decision_id UUID NOT NULL
);
COMMENT ON TABLE resolved_decisions IS 'Decisions that the events at hand follow.';
COMMENT ON COLUMN resolved_decisions.decision_id IS 'Key: the decision';

CREATE TABLE resolved_version (
    version VARCHAR NOT NULL
);
COMMENT ON TABLE resolved_version IS 'What the events at hand were made with, one row.';
COMMENT ON COLUMN resolved_version.version IS 'Version of resolve and of what it knows';

CREATE TABLE actor_mentions (
    report_id UUID NOT NULL,
    slot VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    actor_id UUID NOT NULL
);
COMMENT ON TABLE actor_mentions IS 'Who is meant by an actor of a report.';
COMMENT ON COLUMN actor_mentions.report_id IS 'The report';
COMMENT ON COLUMN actor_mentions.slot IS 'visitors, hosts, participants, force, supplier or recipient';
COMMENT ON COLUMN actor_mentions.ordinal IS 'Place within the slot, from 0';
COMMENT ON COLUMN actor_mentions.actor_id IS 'The actor';
