CREATE OR REPLACE VIEW report_goods AS
SELECT
    report_id,
    string_agg(quantity_words(quantity_min, quantity_max) || name, '; ' ORDER BY ordinal) AS items,
    list_sort(list(DISTINCT category)) AS categories
FROM report_items
GROUP BY report_id;

COMMENT ON VIEW report_goods IS 'What passes in the report of a transfer, one row per report.';
COMMENT ON COLUMN report_goods.items IS 'Numbers and names, joined by semicolons';
COMMENT ON COLUMN report_goods.categories IS 'Kinds of arms or equipment, each once';
