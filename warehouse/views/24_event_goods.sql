CREATE OR REPLACE VIEW event_goods AS
SELECT
    event_id,
    string_agg(
        CASE
            WHEN quantity_min = quantity_max THEN quantity_min || ' '
            WHEN quantity_min IS NOT NULL AND quantity_max IS NOT NULL
            THEN quantity_min || '–' || quantity_max || ' '
            WHEN quantity_min IS NOT NULL THEN 'over ' || quantity_min || ' '
            WHEN quantity_max IS NOT NULL THEN 'up to ' || quantity_max || ' '
            ELSE ''
        END || name, '; '
        ORDER BY ordinal
    ) AS items,
    list_sort(list(DISTINCT category)) AS categories
FROM event_items
WHERE replaced_by_run IS NULL
GROUP BY event_id;

COMMENT ON VIEW event_goods IS 'What passes in a transfer, one row per event.';
COMMENT ON COLUMN event_goods.items IS 'Numbers and names, joined by semicolons';
COMMENT ON COLUMN event_goods.categories IS 'Kinds of arms or equipment, each once';
COMMENT ON COLUMN event_goods.event_id IS 'The event';
