-- Live reports with their records, for those in wanted_reports.
WITH wanted AS (
    SELECT
        r.*, l.uri, l.content_sha256, l.published, l.publisher, l.copies, l.nth, l.basis
    FROM live_reports AS l
    SEMI JOIN wanted_reports USING (report_id)
    JOIN reports AS r USING (report_id)
),
who AS (
    SELECT
        report_id,
        list({'slot': slot, 'name': name, 'country': country, 'role': role}
             ORDER BY slot, ordinal) AS actors
    FROM report_actors SEMI JOIN wanted USING (report_id)
    GROUP BY report_id
),
what AS (
    SELECT
        report_id,
        list({'name': name, 'category': category,
              'quantity_min': quantity_min, 'quantity_max': quantity_max}
             ORDER BY ordinal) AS items
    FROM report_items SEMI JOIN wanted USING (report_id)
    GROUP BY report_id
)
SELECT wanted.*, coalesce(who.actors, []) AS actors, what.items
FROM wanted
LEFT JOIN who USING (report_id)
LEFT JOIN what USING (report_id)
ORDER BY report_id;
