CREATE OR REPLACE VIEW current_reports AS
SELECT r.*
FROM reports AS r
SEMI JOIN current_documents AS d USING (document_id)
WHERE r.replaced_by_run IS NULL;

COMMENT ON VIEW current_reports IS
    'Reports that hold: given by the last extraction of a document that counts as evidence.';
