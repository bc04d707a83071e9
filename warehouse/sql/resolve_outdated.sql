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
WHERE report_id IN (
    SELECT report_id FROM gone_reports UNION ALL SELECT report_id FROM staged_resolved_keys
);

INSERT INTO resolved (report_id, anchor_id, component, basis)
SELECT report_id, anchor_id, component, basis FROM staged_resolved;

INSERT INTO resolved_keys (report_id, key, country, first_day, last_day)
SELECT report_id, key, country, first_day, last_day FROM staged_resolved_keys;

DELETE FROM resolved_decisions;

INSERT INTO resolved_decisions SELECT decision_id FROM decisions WHERE revoked_at IS NULL;
