CREATE OR REPLACE TEMP TABLE new_signatures AS
SELECT signature_id, any_value(signature) AS signature, any_value(bands) AS bands
FROM staged_documents
ANTI JOIN signatures USING (signature_id)
WHERE signature_id IS NOT NULL
GROUP BY signature_id;

INSERT INTO signatures (signature_id, signature, bands)
SELECT signature_id, signature, bands FROM new_signatures;
