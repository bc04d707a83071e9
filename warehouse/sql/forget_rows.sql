-- What rests on forgotten articles alone, besides events and actors, which are grouped anew first.
DELETE FROM spans WHERE report_id IN (FROM forgotten_reports);
DELETE FROM report_items WHERE report_id IN (FROM forgotten_reports);
DELETE FROM report_actors WHERE report_id IN (FROM forgotten_reports);
DELETE FROM actor_mentions WHERE report_id IN (FROM forgotten_reports);
DELETE FROM reports WHERE report_id IN (FROM forgotten_reports);
DELETE FROM rejects
WHERE document_id IN (SELECT document_id FROM forgotten_documents)
   OR uri IN (SELECT uri FROM forgotten_sources);
DELETE FROM documents WHERE document_id IN (SELECT document_id FROM forgotten_documents);
DELETE FROM sources WHERE source_id IN (SELECT source_id FROM forgotten_sources);
DELETE FROM inputs
WHERE blob_sha256 IN (SELECT blob_sha256 FROM forgotten_sources ANTI JOIN sources USING (blob_sha256));
DELETE FROM rejects
WHERE blob_sha256 IN (SELECT blob_sha256 FROM forgotten_sources ANTI JOIN sources USING (blob_sha256));
DELETE FROM signatures
WHERE signature_id NOT IN (SELECT signature_id FROM documents WHERE signature_id IS NOT NULL);
DELETE FROM signature_pairs
WHERE first_id NOT IN (SELECT signature_id FROM signatures)
   OR second_id NOT IN (SELECT signature_id FROM signatures);
