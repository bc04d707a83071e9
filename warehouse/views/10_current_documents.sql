CREATE OR REPLACE VIEW current_documents AS
SELECT * FROM documents WHERE superseded_by IS NULL AND copy_of IS NULL;

COMMENT ON VIEW current_documents IS
    'Documents that count as evidence: the current version of each article, copies left out.';
