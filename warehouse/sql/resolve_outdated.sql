-- Events that held a regrouped or lost report and do not come out the same.
CREATE OR REPLACE TEMP TABLE outdated AS
SELECT DISTINCT e.event_id
FROM event_reports AS m
JOIN events AS e ON e.event_id = m.event_id AND e.replaced_by_run IS NULL
WHERE m.replaced_by_run IS NULL
  AND (m.report_id IN (SELECT report_id FROM staged_resolved)
    OR m.report_id NOT IN (SELECT report_id FROM live_reports))
  AND (e.event_id, e.digest) NOT IN (SELECT event_id, digest FROM staged_events);

CREATE OR REPLACE TEMP TABLE renewed AS
SELECT n.event_id
FROM staged_events AS n
WHERE (n.event_id, n.digest) NOT IN (
    SELECT event_id, digest FROM events WHERE replaced_by_run IS NULL
);

DELETE FROM resolved
WHERE report_id IN (SELECT report_id FROM gone_reports UNION ALL SELECT report_id FROM staged_resolved);

DELETE FROM resolved_keys
WHERE report_id IN (SELECT report_id FROM gone_reports UNION ALL SELECT report_id FROM staged_resolved);
