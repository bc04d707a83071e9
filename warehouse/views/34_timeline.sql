CREATE OR REPLACE VIEW timeline AS
WITH parties AS (
    SELECT
        event_id,
        any_value(actors) FILTER (slot = 'visitors') AS visitors,
        any_value(actors) FILTER (slot = 'participants') AS participants,
        any_value(actors) FILTER (slot = 'force') AS force,
        any_value(actors) FILTER (slot = 'supplier') AS supplier,
        any_value(actors) FILTER (slot = 'recipient') AS recipient,
        list_sort(list_distinct(flatten(list(countries)))) AS countries
    FROM event_sides
    GROUP BY event_id
)
SELECT
    f.event_id, f.type, f.date, f.best_date, f.best_date_precision, f.date_start, f.date_end,
    f.status, f.certainty, f.confidence,
    concat_ws(' ',
        if(f.status IN ('planned', 'cancelled', 'denied'), f.status || ':', NULL),
        CASE f.type
            WHEN 'visit' THEN p.visitors || ' → ' || coalesce(f.place, f.country_name, '?')
            WHEN 'meeting' THEN concat_ws(' ',
                p.participants,
                if(f.mode IN ('phone', 'video'), 'speak by ' || f.mode, 'meet'),
                'in ' || coalesce(f.place, f.country_name))
            WHEN 'deployment' THEN concat_ws(' ',
                p.force,
                CASE f.action WHEN 'deploy' THEN 'sends' WHEN 'withdraw' THEN 'withdraws' ELSE 'has' END,
                coalesce(
                    nullif(rtrim(quantity_words(f.troops_min, f.troops_max)), '') || ' troops',
                    nullif(array_to_string(f.units, ', '), ''), 'forces'
                ),
                CASE f.action WHEN 'deploy' THEN 'to' WHEN 'withdraw' THEN 'from' ELSE 'in' END,
                coalesce(f.place, f.country_name, '?'))
            ELSE coalesce(p.supplier, '?') || ' → ' || coalesce(p.recipient, '?')
                || coalesce(': ' || g.items, '')
        END
    ) AS summary,
    list_sort(list_distinct(list_filter(list_append(p.countries, f.country), c -> c IS NOT NULL)))
        AS countries,
    f.country, f.country_name, f.place, f.latitude, f.longitude, f.location_precision,
    f.sources, f.texts, f.reports, f.publishers, f.first_published, f.last_published, f.evidence,
    f.document_id, f.report_id
FROM event_facts AS f
LEFT JOIN parties AS p USING (event_id)
LEFT JOIN event_goods AS g USING (event_id);

COMMENT ON VIEW timeline IS 'All events of all types, each in one line; order by best_date.';
COMMENT ON COLUMN timeline.summary IS 'What happens, in one line';
COMMENT ON COLUMN timeline.countries IS
    'Codes of all states and organisations that take part, and of the country where it takes place';
