-- Several orders of one thing may be one order told twice: the least is the greatest of them, the
-- greatest is their sum.
CREATE OR REPLACE VIEW arms_register AS
WITH first_planned AS (
    SELECT event_id, min(published) AS published
    FROM event_history
    WHERE replaced_by_run IS NULL AND status = 'planned'
    GROUP BY event_id
),
parties AS (
    SELECT
        a.event_id, a.slot, a.country,
        actor_words(a.name, c.name, a.role, a.country) AS actor
    FROM event_actors AS a
    LEFT JOIN countries AS c ON c.code = a.country
    WHERE a.replaced_by_run IS NULL AND a.slot IN ('supplier', 'recipient')
),
goods AS (
    SELECT
        e.*, i.name AS item, i.category, i.quantity_min, i.quantity_max,
        e.status IN ('occurred', 'ongoing') AS delivered,
        e.status = 'planned' OR p.event_id IS NOT NULL AS ordered,
        year(coalesce(p.published, e.first_published)) AS order_year,
        coalesce(year(e.date_start)::VARCHAR, '(' || year(e.first_published) || ')') AS delivery_year
    FROM current_events AS e
    LEFT JOIN event_items AS i ON i.event_id = e.event_id AND i.replaced_by_run IS NULL
    LEFT JOIN first_planned AS p ON p.event_id = e.event_id
    WHERE e.type = 'transfer' AND e.status IN ('occurred', 'ongoing', 'planned')
),
deals AS (
    SELECT
        s.actor AS supplier, s.country AS supplier_country,
        r.actor AS recipient, r.country AS recipient_country,
        regexp_replace(lower(g.item), 's$', '') AS thing,
        mode(g.item ORDER BY g.item) AS designation,
        mode(g.category ORDER BY g.category) AS category,
        max(g.quantity_min) FILTER (ordered) AS ordered_min,
        if(bool_or(ordered AND g.quantity_max IS NULL), NULL, sum(g.quantity_max) FILTER (ordered))::BIGINT
            AS ordered_max,
        max(g.quantity_min) FILTER (delivered) AS delivered_min,
        if(bool_or(delivered AND g.quantity_max IS NULL), NULL, sum(g.quantity_max) FILTER (delivered))::BIGINT
            AS delivered_max,
        count(*) FILTER (ordered) AS orders,
        count(*) FILTER (delivered) AS deliveries,
        min(order_year) FILTER (ordered) AS year_of_order,
        string_agg(DISTINCT delivery_year, '; ' ORDER BY delivery_year) FILTER (delivered)
            AS years_of_deliveries,
        concat_ws('; ',
            string_agg(DISTINCT g.mode, ' and ' ORDER BY g.mode),
            'worth US$ ' || format('{:,.0f}', max(g.value_usd)),
            'due ' || string_agg(DISTINCT g.date, ', ' ORDER BY g.date) FILTER (g.status = 'planned'),
            if(bool_and(g.alleged), 'alleged', NULL),
            if(bool_or(g.disputed), 'disputed', NULL)
        ) AS comments,
        min(g.first_published) AS first_published,
        max(g.last_published) AS last_published,
        list_sort(list(g.event_id)) AS event_ids
    FROM goods AS g
    LEFT JOIN parties AS s ON s.event_id = g.event_id AND s.slot = 'supplier'
    LEFT JOIN parties AS r ON r.event_id = g.event_id AND r.slot = 'recipient'
    GROUP BY ALL
)
SELECT
    supplier, recipient,
    nullif(rtrim(quantity_words(ordered_min, ordered_max)), '') AS number_ordered,
    designation, category, year_of_order,
    years_of_deliveries,
    nullif(rtrim(quantity_words(delivered_min, delivered_max)), '') AS number_delivered,
    comments, supplier_country, recipient_country, ordered_min, ordered_max, delivered_min,
    delivered_max, orders, deliveries, first_published, last_published, event_ids
FROM deals;

COMMENT ON VIEW arms_register IS
    'Arms transfers in the shape of SIPRI''s register: one row per supplier, recipient and weapon. What was cancelled or denied is in transfers.';
COMMENT ON COLUMN arms_register.supplier IS 'Who gives: name with its country code';
COMMENT ON COLUMN arms_register.recipient IS 'Who gets: name with its country code';
COMMENT ON COLUMN arms_register.number_ordered IS
    'How many were ordered or pledged; of several orders from the greatest to the sum of all, as reports may overlap';
COMMENT ON COLUMN arms_register.designation IS 'The weapon as worded; null where reports name none';
COMMENT ON COLUMN arms_register.category IS 'Kind of arms or equipment';
COMMENT ON COLUMN arms_register.year_of_order IS 'Year in which it was first reported as planned';
COMMENT ON COLUMN arms_register.years_of_deliveries IS
    'Years in which arms changed hands; in brackets where only the year of the report is known';
COMMENT ON COLUMN arms_register.number_delivered IS 'How many were delivered, likewise';
COMMENT ON COLUMN arms_register.comments IS 'Sale or aid, worth, when it is due, whether it is only alleged';
COMMENT ON COLUMN arms_register.supplier_country IS 'Code of the state or organisation that gives';
COMMENT ON COLUMN arms_register.recipient_country IS 'Code of the state or organisation that gets';
COMMENT ON COLUMN arms_register.ordered_min IS 'Least number ordered';
COMMENT ON COLUMN arms_register.ordered_max IS 'Greatest number ordered; null where it is open';
COMMENT ON COLUMN arms_register.delivered_min IS 'Least number delivered';
COMMENT ON COLUMN arms_register.delivered_max IS 'Greatest number delivered; null where it is open';
COMMENT ON COLUMN arms_register.orders IS 'Events in which it is ordered or pledged';
COMMENT ON COLUMN arms_register.deliveries IS 'Events in which it is delivered';
COMMENT ON COLUMN arms_register.event_ids IS 'These events';
