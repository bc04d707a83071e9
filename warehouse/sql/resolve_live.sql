-- Reports that hold, copies included, with all besides the record that has a say in grouping them.
-- Record, address and words follow from the keys: they have no part in the basis.
CREATE OR REPLACE TEMP TABLE live_reports AS
WITH held AS (
    SELECT report_id, document_id, confidence FROM reports WHERE replaced_by_run IS NULL
),
several AS (SELECT document_id FROM held GROUP BY document_id HAVING count(*) > 1),
numbered AS (
    SELECT
        report_id,
        row_number() OVER (
            PARTITION BY document_id, type, evidence[1] ORDER BY ordinal, report_id
        ) - 1 AS nth
    FROM reports SEMI JOIN several USING (document_id)
    WHERE replaced_by_run IS NULL
),
told AS (
    SELECT
        h.*, d.uri, d.content_sha256, d.published, d.publisher,
        coalesce(d.copy_of, d.document_id) AS copies, coalesce(n.nth, 0) AS nth
    FROM held AS h
    JOIN documents AS d USING (document_id)
    LEFT JOIN numbered AS n USING (report_id)
)
SELECT
    *,
    md5(concat_ws(chr(31), copies, coalesce(published::VARCHAR, ''), coalesce(publisher, ''), nth,
        confidence))::UUID AS basis
FROM told;

CREATE OR REPLACE TEMP TABLE fresh_reports AS
SELECT report_id FROM live_reports ANTI JOIN resolved USING (report_id, basis);

CREATE OR REPLACE TEMP TABLE gone_reports AS
SELECT report_id, component FROM resolved ANTI JOIN live_reports USING (report_id, basis);
