-- From sources to reports. No constraint but NOT NULL: DuckLake takes no others, uniqueness comes from MERGE.

CREATE TABLE sources (
    source_id UUID NOT NULL,
    uri VARCHAR NOT NULL,
    file_uri VARCHAR NOT NULL,
    blob_sha256 VARCHAR NOT NULL,
    locator VARCHAR,
    format VARCHAR NOT NULL,
    media_type VARCHAR NOT NULL,
    input_id VARCHAR,
    url VARCHAR,
    title VARCHAR,
    published VARCHAR,
    publisher VARCHAR,
    content_sha256 VARCHAR NOT NULL,
    chars BIGINT NOT NULL,
    first_run UUID NOT NULL,
    last_run UUID NOT NULL,
    first_seen TIMESTAMP NOT NULL,
    last_seen TIMESTAMP NOT NULL
);
COMMENT ON TABLE sources IS 'An article as an input gave it, one row per address and content.';
COMMENT ON COLUMN sources.source_id IS 'Key: address + content';
COMMENT ON COLUMN sources.uri IS 'Address of the article';
COMMENT ON COLUMN sources.file_uri IS 'Address of a file that holds it; of several, the first by address';
COMMENT ON COLUMN sources.blob_sha256 IS 'Hash of that file''s bytes; its name in the raw store';
COMMENT ON COLUMN sources.locator IS 'Where in that file: line, row, entry or record; null for a whole file';
COMMENT ON COLUMN sources.format IS 'Reader that read it';
COMMENT ON COLUMN sources.media_type IS 'What the body was written in';
COMMENT ON COLUMN sources.input_id IS 'The input''s own id';
COMMENT ON COLUMN sources.url IS 'Address on the web, where the input gives one';
COMMENT ON COLUMN sources.title IS 'Title as the input gave it';
COMMENT ON COLUMN sources.published IS 'Date as the input wrote it, unread';
COMMENT ON COLUMN sources.publisher IS 'Publisher as the input gave it';
COMMENT ON COLUMN sources.content_sha256 IS 'Hash of all that the input says of the article';
COMMENT ON COLUMN sources.chars IS 'Length of the body in characters, as read';
COMMENT ON COLUMN sources.first_run IS 'Run that brought it first';
COMMENT ON COLUMN sources.last_run IS 'Run that brought it last';
COMMENT ON COLUMN sources.first_seen IS 'When that first run started, UTC';
COMMENT ON COLUMN sources.last_seen IS 'When that last run started, UTC; of the versions of an article, the one seen last is current';

CREATE TABLE documents (
    document_id UUID NOT NULL,
    source_id UUID NOT NULL,
    uri VARCHAR NOT NULL,
    content_sha256 VARCHAR NOT NULL,
    text_sha256 VARCHAR NOT NULL,
    signature_id UUID,
    input_id VARCHAR,
    url VARCHAR,
    title VARCHAR,
    text VARCHAR NOT NULL,
    published DATE,
    published_from VARCHAR,
    publisher VARCHAR,
    language VARCHAR NOT NULL,
    removed VARCHAR[] NOT NULL,
    version VARCHAR NOT NULL,
    superseded_by UUID,
    copy_of UUID,
    copy_kind VARCHAR,
    copy_likeness DOUBLE,
    first_run UUID NOT NULL,
    extracted_run UUID NOT NULL,
    extracted_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE documents IS 'An article made ready to be read, one row per version; current_documents leaves out old versions and copies.';
COMMENT ON COLUMN documents.document_id IS 'Key: address + content of the source';
COMMENT ON COLUMN documents.source_id IS 'The source that it was made of';
COMMENT ON COLUMN documents.uri IS 'Address of the article; versions share it';
COMMENT ON COLUMN documents.content_sha256 IS 'Hash of what the input said; tells versions apart';
COMMENT ON COLUMN documents.text_sha256 IS 'Hash of the folded title and text; exact copies share it';
COMMENT ON COLUMN documents.signature_id IS 'Its MinHash signature, in signatures; null where the text is too short for one';
COMMENT ON COLUMN documents.input_id IS 'The input''s own id';
COMMENT ON COLUMN documents.url IS 'Address on the web';
COMMENT ON COLUMN documents.title IS 'Title, normalized';
COMMENT ON COLUMN documents.text IS 'Text, normalized; spans count its characters';
COMMENT ON COLUMN documents.published IS 'Date of publication';
COMMENT ON COLUMN documents.published_from IS 'Where that date was found: metadata, front_matter, page, dateline or url';
COMMENT ON COLUMN documents.publisher IS 'Who published it';
COMMENT ON COLUMN documents.language IS 'ISO 639-1';
COMMENT ON COLUMN documents.removed IS 'Furniture rules that took something out';
COMMENT ON COLUMN documents.version IS 'Version of the pipeline that made this row and its reports';
COMMENT ON COLUMN documents.superseded_by IS 'The current version of the same article; null where this is it';
COMMENT ON COLUMN documents.copy_of IS 'The first of the copies that this one belongs to; null where it is the first or has none';
COMMENT ON COLUMN documents.copy_kind IS 'exact: same words as the first; near: alike, or alike through other copies';
COMMENT ON COLUMN documents.copy_likeness IS 'Estimated Jaccard likeness to the first, 0 to 1';
COMMENT ON COLUMN documents.first_run IS 'Run that brought it first';
COMMENT ON COLUMN documents.extracted_run IS 'Run that last normalized and extracted it; its reports of that run are valid';
COMMENT ON COLUMN documents.extracted_at IS 'When that run started, UTC';

CREATE TABLE signatures (
    signature_id UUID NOT NULL,
    signature UINTEGER[] NOT NULL,
    bands BIGINT[] NOT NULL
);
COMMENT ON TABLE signatures IS 'MinHash signature of a text, one row per distinct signature.';
COMMENT ON COLUMN signatures.signature_id IS 'Key: the values';
COMMENT ON COLUMN signatures.signature IS 'MinHash of the word shingles';
COMMENT ON COLUMN signatures.bands IS 'Keys under which like signatures are found: those that share one are compared';

CREATE TABLE signature_pairs (
    first_id UUID NOT NULL,
    second_id UUID NOT NULL,
    likeness DOUBLE NOT NULL
);
COMMENT ON TABLE signature_pairs IS 'Two signatures that share a band and are alike, one row per pair.';
COMMENT ON COLUMN signature_pairs.first_id IS 'The lower signature_id';
COMMENT ON COLUMN signature_pairs.second_id IS 'The higher signature_id';
COMMENT ON COLUMN signature_pairs.likeness IS 'Estimated Jaccard likeness, 0.5 to 1';

CREATE TABLE reports (
    report_id UUID NOT NULL,
    document_id UUID NOT NULL,
    ordinal INTEGER NOT NULL,
    type VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    alleged BOOLEAN NOT NULL,
    date VARCHAR,
    date_start DATE,
    date_end DATE,
    date_precision VARCHAR,
    country VARCHAR,
    place VARCHAR,
    evidence VARCHAR[] NOT NULL,
    mode VARCHAR,
    action VARCHAR,
    troops_min BIGINT,
    troops_max BIGINT,
    units VARCHAR[],
    origin VARCHAR,
    value_usd DOUBLE,
    confidence DOUBLE NOT NULL,
    attribution JSON,
    alternatives JSON NOT NULL,
    frame VARCHAR NOT NULL,
    extractor VARCHAR NOT NULL,
    made_by_run UUID NOT NULL,
    last_run UUID NOT NULL,
    last_seen TIMESTAMP NOT NULL,
    replaced_by_run UUID
);
COMMENT ON TABLE reports IS 'An event as one document tells it, one row per record; current_reports leaves out those replaced and those of copies.';
COMMENT ON COLUMN reports.report_id IS 'Key: document + the whole record';
COMMENT ON COLUMN reports.document_id IS 'The document that tells it';
COMMENT ON COLUMN reports.ordinal IS 'Place among the reports of the document, from 0';
COMMENT ON COLUMN reports.type IS 'visit, meeting, deployment or transfer';
COMMENT ON COLUMN reports.status IS 'occurred, ongoing, planned, cancelled or denied';
COMMENT ON COLUMN reports.alleged IS 'True where the text does not vouch for it and quotes no party to it';
COMMENT ON COLUMN reports.date IS 'When it takes place, EDTF level 0';
COMMENT ON COLUMN reports.date_start IS 'First day that the date covers';
COMMENT ON COLUMN reports.date_end IS 'Last day that the date covers';
COMMENT ON COLUMN reports.date_precision IS 'day, month or year';
COMMENT ON COLUMN reports.country IS 'Where it takes place, ISO 3166-1 alpha-3';
COMMENT ON COLUMN reports.place IS 'Named place below country level';
COMMENT ON COLUMN reports.evidence IS 'Quotes that say so; the first holds the trigger';
COMMENT ON COLUMN reports.mode IS 'Meeting: in_person, phone or video; transfer: sale, aid or other';
COMMENT ON COLUMN reports.action IS 'Deployment: deploy, withdraw or presence';
COMMENT ON COLUMN reports.troops_min IS 'Deployment: least number of people';
COMMENT ON COLUMN reports.troops_max IS 'Deployment: greatest number of people';
COMMENT ON COLUMN reports.units IS 'Deployment: formations and platforms as worded';
COMMENT ON COLUMN reports.origin IS 'Deployment: country that the force leaves, where not its own';
COMMENT ON COLUMN reports.value_usd IS 'Transfer: worth in US dollars, where the text gives it';
COMMENT ON COLUMN reports.confidence IS 'How sure the extractor is, 0 to 1';
COMMENT ON COLUMN reports.attribution IS 'Who says so: speaker and outlet';
COMMENT ON COLUMN reports.alternatives IS 'Other values that the document gives, by slot';
COMMENT ON COLUMN reports.frame IS 'Name of the frame that found it';
COMMENT ON COLUMN reports.extractor IS 'Version of the extractor';
COMMENT ON COLUMN reports.made_by_run IS 'Run that brought it first';
COMMENT ON COLUMN reports.last_run IS 'Run whose extraction gave it last';
COMMENT ON COLUMN reports.last_seen IS 'When that last run started, UTC';
COMMENT ON COLUMN reports.replaced_by_run IS 'Run since which it no longer holds, its document being superseded or extracted anew; null while it holds';

CREATE TABLE report_actors (
    report_id UUID NOT NULL,
    slot VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    name VARCHAR,
    country VARCHAR,
    role VARCHAR
);
COMMENT ON TABLE report_actors IS 'Somebody who takes part in a report, one row per slot and place in it.';
COMMENT ON COLUMN report_actors.report_id IS 'The report';
COMMENT ON COLUMN report_actors.slot IS 'visitors, hosts, participants, force, supplier or recipient';
COMMENT ON COLUMN report_actors.ordinal IS 'Place within the slot, from 0';
COMMENT ON COLUMN report_actors.name IS 'Name as the document gives it; null for a state itself, its delegation or its forces';
COMMENT ON COLUMN report_actors.country IS 'ISO 3166-1 alpha-3 or an organisation''s code';
COMMENT ON COLUMN report_actors.role IS 'Office as the document words it';

CREATE TABLE report_items (
    report_id UUID NOT NULL,
    ordinal INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    quantity_min BIGINT,
    quantity_max BIGINT
);
COMMENT ON TABLE report_items IS 'Arms or equipment of one kind in the report of a transfer.';
COMMENT ON COLUMN report_items.report_id IS 'The report';
COMMENT ON COLUMN report_items.ordinal IS 'Place in the list, from 0';
COMMENT ON COLUMN report_items.name IS 'As worded, without the number';
COMMENT ON COLUMN report_items.category IS 'Kind of arms or equipment';
COMMENT ON COLUMN report_items.quantity_min IS 'Least number';
COMMENT ON COLUMN report_items.quantity_max IS 'Greatest number';

CREATE TABLE spans (
    report_id UUID NOT NULL,
    ordinal INTEGER NOT NULL,
    slot VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    quote VARCHAR NOT NULL
);
COMMENT ON TABLE spans IS 'Where a document says a value of a report; start_at and end_at, because END is a reserved word of SQL.';
COMMENT ON COLUMN spans.report_id IS 'The report';
COMMENT ON COLUMN spans.ordinal IS 'Place in the list, from 0';
COMMENT ON COLUMN spans.slot IS 'Path of the value in the record: date, visitors.0.name, evidence.1';
COMMENT ON COLUMN spans.field IS 'title or text of the document';
COMMENT ON COLUMN spans.start_at IS 'First character, from 0';
COMMENT ON COLUMN spans.end_at IS 'Character after the last';
COMMENT ON COLUMN spans.quote IS 'The characters between';

CREATE TABLE rejects (
    reject_id UUID NOT NULL,
    stage VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    uri VARCHAR NOT NULL,
    locator VARCHAR,
    blob_sha256 VARCHAR,
    document_id UUID,
    excerpt VARCHAR NOT NULL,
    first_run UUID NOT NULL,
    last_run UUID NOT NULL,
    last_seen TIMESTAMP NOT NULL,
    cleared_by_run UUID
);
COMMENT ON TABLE rejects IS 'An input, article or value that was refused, and why.';
COMMENT ON COLUMN rejects.reject_id IS 'Key: stage, reason, place and bytes';
COMMENT ON COLUMN rejects.stage IS 'ingest, normalize, extract or load';
COMMENT ON COLUMN rejects.reason IS 'Reason as a code';
COMMENT ON COLUMN rejects.message IS 'What is wrong and what to do';
COMMENT ON COLUMN rejects.uri IS 'Address of the input or article';
COMMENT ON COLUMN rejects.locator IS 'Where in the file';
COMMENT ON COLUMN rejects.blob_sha256 IS 'Hash of the file''s bytes; its name in the raw store';
COMMENT ON COLUMN rejects.document_id IS 'The document that was loaded without the refused value';
COMMENT ON COLUMN rejects.excerpt IS 'Beginning of what was refused';
COMMENT ON COLUMN rejects.first_run IS 'Run that refused it first';
COMMENT ON COLUMN rejects.last_run IS 'Run that refused it last';
COMMENT ON COLUMN rejects.last_seen IS 'When that last run started, UTC';
COMMENT ON COLUMN rejects.cleared_by_run IS 'Run since which its input has been read without it; null while it stands';

CREATE TABLE inputs (
    file_uri VARCHAR NOT NULL,
    blob_sha256 VARCHAR NOT NULL,
    size BIGINT NOT NULL,
    mtime_ns BIGINT NOT NULL,
    version VARCHAR NOT NULL,
    articles BIGINT NOT NULL,
    loaded_run UUID NOT NULL,
    loaded_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE inputs IS 'A file as it was when it was last read to its end: what need not be read again.';
COMMENT ON COLUMN inputs.file_uri IS 'Key: address of the file';
COMMENT ON COLUMN inputs.blob_sha256 IS 'Hash of its bytes; its name in the raw store';
COMMENT ON COLUMN inputs.size IS 'Bytes';
COMMENT ON COLUMN inputs.mtime_ns IS 'Time of last change, nanoseconds since 1970';
COMMENT ON COLUMN inputs.version IS 'Version of the pipeline that read it';
COMMENT ON COLUMN inputs.articles IS 'Sources that it gave';
COMMENT ON COLUMN inputs.loaded_run IS 'Run that read it last';
COMMENT ON COLUMN inputs.loaded_at IS 'When that run started, UTC';

CREATE TABLE runs (
    run_id UUID NOT NULL,
    started TIMESTAMP NOT NULL,
    finished TIMESTAMP,
    status VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    versions JSON NOT NULL,
    settings JSON NOT NULL,
    files_found BIGINT NOT NULL,
    files_unchanged BIGINT NOT NULL,
    files_read BIGINT NOT NULL,
    sources BIGINT NOT NULL,
    documents BIGINT NOT NULL,
    documents_new BIGINT NOT NULL,
    copies BIGINT NOT NULL,
    rejects BIGINT NOT NULL,
    visits BIGINT NOT NULL,
    meetings BIGINT NOT NULL,
    deployments BIGINT NOT NULL,
    transfers BIGINT NOT NULL
);
COMMENT ON TABLE runs IS 'A run of the flow: when, with what, and what came of it.';
COMMENT ON COLUMN runs.run_id IS 'Key';
COMMENT ON COLUMN runs.started IS 'UTC';
COMMENT ON COLUMN runs.finished IS 'UTC; null while it runs';
COMMENT ON COLUMN runs.status IS 'running, completed, failed or cancelled';
COMMENT ON COLUMN runs.version IS 'Version of the pipeline as a whole';
COMMENT ON COLUMN runs.versions IS 'Part → version';
COMMENT ON COLUMN runs.settings IS 'What was set';
COMMENT ON COLUMN runs.files_found IS 'Files that it was given';
COMMENT ON COLUMN runs.files_unchanged IS 'Of these, read before and not read again';
COMMENT ON COLUMN runs.files_read IS 'Of these, read to the end';
COMMENT ON COLUMN runs.sources IS 'Articles that it read';
COMMENT ON COLUMN runs.documents IS 'Documents that it normalized and extracted';
COMMENT ON COLUMN runs.documents_new IS 'Of these, never seen before';
COMMENT ON COLUMN runs.copies IS 'Of these new ones, copies of another';
COMMENT ON COLUMN runs.rejects IS 'Inputs, articles and values that it refused';
COMMENT ON COLUMN runs.visits IS 'Reports of visits that it brought first';
COMMENT ON COLUMN runs.meetings IS 'Reports of meetings that it brought first';
COMMENT ON COLUMN runs.deployments IS 'Reports of deployments that it brought first';
COMMENT ON COLUMN runs.transfers IS 'Reports of transfers that it brought first';

CREATE TABLE countries (
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL
);
COMMENT ON TABLE countries IS 'English names of states and of international organisations.';
COMMENT ON COLUMN countries.code IS 'ISO 3166-1 alpha-3, XKX, or an organisation''s code';
COMMENT ON COLUMN countries.name IS 'Short English name';

COMMENT ON TABLE migrations IS 'A step of the schema that was applied; number 0 stands for the views.';
COMMENT ON COLUMN migrations.number IS 'Number of the migration, from 1; 0 for the views';
COMMENT ON COLUMN migrations.name IS 'Its name';
COMMENT ON COLUMN migrations.checksum IS 'SHA-256 of its SQL';
COMMENT ON COLUMN migrations.applied_at IS 'When it was applied, UTC';
