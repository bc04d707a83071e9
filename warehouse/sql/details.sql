-- Before the reports themselves. Actors and items follow from the key of a report, so they come
-- with it once; spans belong to its envelope and may change.
INSERT INTO report_actors (report_id, slot, ordinal, name, country, role)
SELECT report_id, a.slot, a.ordinal, a.name, a.country, a.role
FROM (
    SELECT report_id, unnest(actors) AS a FROM staged_reports
    ANTI JOIN reports USING (report_id)
);

INSERT INTO report_items (report_id, ordinal, name, category, quantity_min, quantity_max)
SELECT report_id, i.ordinal, i.name, i.category, i.quantity_min, i.quantity_max
FROM (
    SELECT report_id, unnest(items) AS i FROM staged_reports
    ANTI JOIN reports USING (report_id)
);

CREATE OR REPLACE TEMP TABLE changed_spans AS
WITH stored AS (
    SELECT
        report_id,
        list({
            'ordinal': s.ordinal, 'slot': s.slot, 'field': s.field,
            'start_at': s.start_at, 'end_at': s.end_at, 'quote': s.quote
        } ORDER BY s.ordinal) AS spans
    FROM spans AS s
    SEMI JOIN staged_reports USING (report_id)
    GROUP BY report_id
)
SELECT n.report_id, n.spans
FROM staged_reports AS n
LEFT JOIN stored USING (report_id)
WHERE stored.spans IS NULL OR (n.fresh AND n.spans IS DISTINCT FROM stored.spans);

DELETE FROM spans WHERE report_id IN (SELECT report_id FROM changed_spans);

INSERT INTO spans (report_id, ordinal, slot, field, start_at, end_at, quote)
SELECT report_id, s.ordinal, s.slot, s.field, s.start_at, s.end_at, s.quote
FROM (SELECT report_id, unnest(spans) AS s FROM changed_spans);
