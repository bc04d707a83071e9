-- A report holds while the last extraction of its document gives it and that version is current.
WITH judged AS (
    SELECT
        r.report_id,
        CASE
            WHEN r.last_run <> d.extracted_run OR d.superseded_by IS NOT NULL
            THEN coalesce(r.replaced_by_run, getvariable('run'))
        END AS replaced_by_run
    FROM reports AS r
    JOIN documents AS d USING (document_id)
)
UPDATE reports SET replaced_by_run = judged.replaced_by_run
FROM judged
WHERE reports.report_id = judged.report_id
  AND reports.replaced_by_run IS DISTINCT FROM judged.replaced_by_run;
