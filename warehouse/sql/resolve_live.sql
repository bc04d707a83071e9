-- Reports that hold, copies included, and a hash of all that may change and has a say in grouping
-- them. Their records, and address and words of their documents, follow from the keys.
CREATE OR REPLACE TEMP TABLE live_reports AS
SELECT
    r.report_id, r.document_id, d.rowid AS document_row, r.confidence, d.published, d.publisher,
    coalesce(d.copy_of, d.document_id) AS copies,
    md5(concat_ws(chr(31), r.ordinal, copies, coalesce(d.published::VARCHAR, ''),
        coalesce(d.publisher, ''), r.confidence))::UUID AS basis
FROM reports AS r
JOIN documents AS d USING (document_id)
WHERE r.replaced_by_run IS NULL;

CREATE OR REPLACE TEMP TABLE fresh_reports AS
SELECT report_id FROM live_reports ANTI JOIN resolved USING (report_id, basis);

CREATE OR REPLACE TEMP TABLE gone_reports AS
SELECT report_id, component FROM resolved ANTI JOIN live_reports USING (report_id, basis);
