CREATE OR REPLACE VIEW told_values AS
WITH flat AS (
    SELECT
        m.event_id, m.report_id, d.publisher, d.published,
        unnest([
            {'slot': 'status', 'value': to_json(r.status)},
            {'slot': 'date', 'value': to_json(r.date)},
            {'slot': 'country', 'value': to_json(r.country)},
            {'slot': 'place', 'value': to_json(r.place)},
            {'slot': 'mode', 'value': to_json(r.mode)},
            {'slot': 'origin', 'value': to_json(r.origin)},
            {'slot': 'value_usd', 'value': to_json(r.value_usd)},
            {'slot': 'troops', 'value': if(coalesce(r.troops_min, r.troops_max) IS NULL, NULL,
                to_json([r.troops_min, r.troops_max]))}
        ], recursive := true)
    FROM current_event_reports AS m
    JOIN reports AS r ON r.report_id = m.report_id
    JOIN documents AS d USING (document_id)
    WHERE d.copy_of IS NULL
)
SELECT event_id, slot, value::VARCHAR AS value, report_id, publisher, published
FROM flat
WHERE value IS NOT NULL;

COMMENT ON VIEW told_values IS 'What each report says of its event, one row per report and value; copies left out.';
COMMENT ON COLUMN told_values.event_id IS 'The event';
COMMENT ON COLUMN told_values.slot IS 'status, date, country, place, mode, origin, value_usd or troops';
COMMENT ON COLUMN told_values.value IS 'The value as JSON; troops as a pair of least and greatest';
COMMENT ON COLUMN told_values.report_id IS 'The report';
