CREATE OR REPLACE VIEW disagreements AS
WITH several AS (
    SELECT event_id, slot
    FROM told_values
    GROUP BY event_id, slot
    HAVING count(DISTINCT value) > 1
),
held AS (
    SELECT event_id, slot, json(value)::VARCHAR AS value
    FROM event_values
    WHERE chosen AND replaced_by_run IS NULL
    UNION ALL
    SELECT event_id, 'status', to_json(status)::VARCHAR FROM current_events
)
SELECT
    t.event_id, e.type, t.slot, t.value,
    h.value IS NOT NULL AS chosen,
    count(DISTINCT t.report_id) AS reports,
    string_agg(DISTINCT t.publisher, '; ' ORDER BY t.publisher) AS publishers,
    min(t.published) AS first_published,
    max(t.published) AS last_published
FROM told_values AS t
JOIN several USING (event_id, slot)
JOIN current_events AS e USING (event_id)
LEFT JOIN held AS h ON h.event_id = t.event_id AND h.slot = t.slot AND h.value = t.value
GROUP BY ALL;

COMMENT ON VIEW disagreements IS
    'Where reports of one event say different things: one row per event, slot and value. A plan that was carried out shows as two values of status.';
COMMENT ON COLUMN disagreements.event_id IS 'The event';
COMMENT ON COLUMN disagreements.slot IS 'status, date, country, place, mode, origin, value_usd or troops';
COMMENT ON COLUMN disagreements.value IS 'The value as JSON; troops as a pair of least and greatest';
COMMENT ON COLUMN disagreements.chosen IS 'True where the event has it';
COMMENT ON COLUMN disagreements.reports IS 'Reports that give it, copies left out';
COMMENT ON COLUMN disagreements.publishers IS 'Who gives it, joined by semicolons';
COMMENT ON COLUMN disagreements.first_published IS 'When it was first given';
COMMENT ON COLUMN disagreements.last_published IS 'When it was last given';
