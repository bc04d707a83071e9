CREATE OR REPLACE VIEW daily_quality AS
WITH told AS (
    SELECT
        document_id, count(*) AS reports, count(*) FILTER (date IS NULL) AS undated,
        count(*) FILTER (country IS NULL) AS unplaced
    FROM reports WHERE replaced_by_run IS NULL GROUP BY ALL
)
SELECT
    s.first_seen::DATE AS day,
    count(*) AS documents,
    count(d.copy_of) AS copies,
    coalesce(sum(reports), 0)::BIGINT AS reports,
    coalesce(sum(undated), 0)::BIGINT AS undated,
    coalesce(sum(unplaced), 0)::BIGINT AS unplaced
FROM documents AS d JOIN sources AS s USING (source_id) LEFT JOIN told USING (document_id)
GROUP BY ALL;
COMMENT ON VIEW daily_quality IS 'What came in on a day and what was found in it, one row a day (UTC); the quality sentinel compares them.';
COMMENT ON COLUMN daily_quality.day IS 'When the documents were first seen';
COMMENT ON COLUMN daily_quality.documents IS 'Documents, copies included';
COMMENT ON COLUMN daily_quality.copies IS 'Of these, copies of others';
COMMENT ON COLUMN daily_quality.reports IS 'Reports of events in them that hold now';
COMMENT ON COLUMN daily_quality.undated IS 'Of these reports, those without a date';
COMMENT ON COLUMN daily_quality.unplaced IS 'Of these reports, those without a country';
