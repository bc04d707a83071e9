-- All versions of the articles that an address, a file's address or a document's id names.
CREATE OR REPLACE TEMP TABLE forgotten_sources AS
WITH named AS (
    SELECT s.uri
    FROM sources AS s
    LEFT JOIN documents AS d USING (source_id)
    WHERE list_contains($1, s.uri) OR list_contains($1, s.url) OR list_contains($1, s.file_uri)
       OR list_contains($1, d.document_id::VARCHAR)
)
SELECT source_id, uri, file_uri, content_sha256, blob_sha256
FROM sources SEMI JOIN named USING (uri);

CREATE OR REPLACE TEMP TABLE forgotten_documents AS
SELECT document_id, uri, title, published, publisher, coalesce(copy_of, document_id) AS copies, first_run
FROM documents SEMI JOIN forgotten_sources USING (source_id);

CREATE OR REPLACE TEMP TABLE forgotten_reports AS
SELECT report_id FROM reports SEMI JOIN forgotten_documents USING (document_id);

CREATE OR REPLACE TEMP TABLE forgotten_versions AS
SELECT DISTINCT event_id, made_by_run FROM event_reports SEMI JOIN forgotten_reports USING (report_id);

CREATE OR REPLACE TEMP TABLE forgotten_anchors AS
SELECT DISTINCT anchor_id FROM event_reports SEMI JOIN forgotten_reports USING (report_id);

CREATE OR REPLACE TEMP TABLE forgotten_actors AS
SELECT actor_id FROM actor_mentions SEMI JOIN forgotten_reports USING (report_id)
UNION
SELECT actor_id FROM event_actors SEMI JOIN forgotten_versions USING (event_id, made_by_run);
