-- Reports that hold, copies included, with all besides the record that has a say in grouping them.
-- Address and words of a document follow from its key, so they have no part in the basis.
CREATE OR REPLACE TEMP TABLE live_reports AS
WITH held AS (
    SELECT
        r.report_id, r.document_id, r.confidence, d.uri, d.content_sha256, d.published,
        d.publisher, coalesce(d.copy_of, d.document_id) AS copies,
        row_number() OVER (
            PARTITION BY r.document_id, r.type, r.evidence[1] ORDER BY r.ordinal, r.report_id
        ) - 1 AS nth
    FROM reports AS r
    JOIN documents AS d USING (document_id)
    WHERE r.replaced_by_run IS NULL
)
SELECT
    *,
    md5(concat_ws(chr(31), copies, coalesce(published::VARCHAR, ''), coalesce(publisher, ''), nth,
        confidence))::UUID AS basis
FROM held;

CREATE OR REPLACE TEMP TABLE fresh_reports AS
SELECT report_id FROM live_reports ANTI JOIN resolved USING (report_id, basis);

CREATE OR REPLACE TEMP TABLE gone_reports AS
SELECT report_id, component FROM resolved ANTI JOIN live_reports USING (report_id, basis);
