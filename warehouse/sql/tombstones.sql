-- What was forgotten is not taken in again, should it have come as far as here.
CREATE OR REPLACE TEMP TABLE refused_sources AS
SELECT source_id FROM staged_sources
WHERE sha256(uri) IN (SELECT sha256 FROM tombstones WHERE kind = 'uri' AND blocks)
   OR content_sha256 IN (SELECT sha256 FROM tombstones WHERE kind = 'content' AND blocks);

DELETE FROM staged_reports WHERE document_id IN (
    SELECT document_id FROM staged_documents SEMI JOIN refused_sources USING (source_id)
);
DELETE FROM staged_rejects
WHERE uri IN (SELECT uri FROM staged_sources SEMI JOIN refused_sources USING (source_id));
DELETE FROM staged_documents WHERE source_id IN (FROM refused_sources);
DELETE FROM staged_sources WHERE source_id IN (FROM refused_sources);
