-- Like passages of a document are numbered: where one came or went, the others count anew.
INSERT INTO fresh_reports
SELECT report_id
FROM live_reports
SEMI JOIN (
    SELECT document_id FROM reports
    WHERE report_id IN (
        SELECT report_id FROM fresh_reports UNION ALL SELECT report_id FROM gone_reports
    )
) USING (document_id)
ANTI JOIN fresh_reports USING (report_id);

INSERT INTO gone_reports
SELECT report_id, component FROM resolved
SEMI JOIN fresh_reports USING (report_id)
ANTI JOIN gone_reports USING (report_id);
