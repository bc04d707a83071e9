-- Every new signature is compared with all, old and new, that share a band with it.
INSERT INTO signature_pairs (first_id, second_id, likeness)
WITH fresh AS (SELECT signature_id, unnest(bands) AS band FROM new_signatures),
every AS (SELECT signature_id, unnest(bands) AS band FROM signatures),
candidates AS (
    SELECT DISTINCT
        least(f.signature_id, e.signature_id) AS first_id,
        greatest(f.signature_id, e.signature_id) AS second_id
    FROM fresh AS f
    JOIN every AS e ON f.band = e.band AND f.signature_id <> e.signature_id
),
compared AS (
    SELECT first_id, second_id, likeness(a.signature, b.signature) AS likeness
    FROM candidates
    JOIN signatures AS a ON a.signature_id = first_id
    JOIN signatures AS b ON b.signature_id = second_id
)
SELECT first_id, second_id, likeness FROM compared WHERE likeness >= 0.5;
