-- With which version of each part these documents were made.
SELECT part, was, count(*)
FROM (
    SELECT unnest(json_keys(r.versions)) AS part, r.versions
    FROM documents AS d
    JOIN runs AS r ON r.run_id = d.extracted_run
    WHERE d.superseded_by IS NULL
      AND d.version <> $1
      AND ($2::DATE IS NULL OR d.published >= $2)
      AND ($3::DATE IS NULL OR d.published <= $3)
      AND ($4::VARCHAR IS NULL OR d.publisher ILIKE $4 OR d.uri ILIKE $4)
), LATERAL (SELECT versions ->> part AS was)
GROUP BY part, was
ORDER BY part, was;
