CREATE OR REPLACE VIEW report_goods AS
SELECT
    report_id,
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
FROM report_items
GROUP BY report_id;

COMMENT ON VIEW report_goods IS 'What passes in the report of a transfer, one row per report.';
COMMENT ON COLUMN report_goods.items IS 'Numbers and names, joined by semicolons';
COMMENT ON COLUMN report_goods.categories IS 'Kinds of arms or equipment, each once';
