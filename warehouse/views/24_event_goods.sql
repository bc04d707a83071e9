CREATE OR REPLACE VIEW event_goods AS
SELECT
    event_id,
    string_agg(quantity_words(quantity_min, quantity_max) || name, '; ' ORDER BY ordinal) AS items,
    list_sort(list(DISTINCT category)) AS categories
FROM event_items
WHERE replaced_by_run IS NULL
GROUP BY event_id;

COMMENT ON VIEW event_goods IS 'What passes in a transfer, one row per event.';
COMMENT ON COLUMN event_goods.items IS 'Numbers and names, joined by semicolons';
COMMENT ON COLUMN event_goods.categories IS 'Kinds of arms or equipment, each once';
COMMENT ON COLUMN event_goods.event_id IS 'The event';
