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
