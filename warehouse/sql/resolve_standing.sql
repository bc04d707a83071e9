-- Events that held a report which is regrouped, those in wanted_ids, or lost.
SELECT DISTINCT e.event_id, e.digest
FROM event_reports AS m
JOIN events AS e ON e.event_id = m.event_id AND e.replaced_by_run IS NULL
WHERE m.replaced_by_run IS NULL
  AND (m.report_id IN (FROM wanted_ids)
    OR m.report_id NOT IN (SELECT report_id FROM live_reports));
