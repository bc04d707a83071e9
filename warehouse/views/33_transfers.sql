CREATE OR REPLACE VIEW transfers AS
SELECT
    f.event_id, f.date, f.date_precision, f.date_start, f.date_end, f.best_date,
    f.best_date_precision, f.status, f.certainty, f.alleged, f.disputed, f.confidence,
    f.place, f.latitude, f.longitude, f.location_precision,
    s.actors AS supplier, s.countries[1] AS supplier_country,
    t.actors AS recipient, t.countries[1] AS recipient_country,
    g.items, g.categories, f.mode, f.value_usd,
    f.sources, f.texts, f.reports, f.publishers, f.first_published, f.last_published,
    f.evidence, f.title, f.publisher, f.published, f.uri, f.url, f.input_id, f.document_id,
    f.report_id
FROM event_facts AS f
LEFT JOIN event_sides AS s ON s.event_id = f.event_id AND s.slot = 'supplier'
LEFT JOIN event_sides AS t ON t.event_id = f.event_id AND t.slot = 'recipient'
LEFT JOIN event_goods AS g ON g.event_id = f.event_id
WHERE f.type = 'transfer';

COMMENT ON VIEW transfers IS
    'Arms and equipment that pass, or are to pass, from one side to another. One row per event.';
COMMENT ON COLUMN transfers.supplier IS 'Who gives: name with its country code';
COMMENT ON COLUMN transfers.supplier_country IS 'Code of the state or organisation that gives';
COMMENT ON COLUMN transfers.recipient IS 'Who gets: name with its country code';
COMMENT ON COLUMN transfers.recipient_country IS 'Code of the state or organisation that gets';
COMMENT ON COLUMN transfers.items IS 'Numbers and names, joined by semicolons';
COMMENT ON COLUMN transfers.categories IS 'Kinds of arms or equipment, each once';
COMMENT ON COLUMN transfers.mode IS 'sale, aid or other';
