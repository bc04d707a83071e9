CREATE OR REPLACE VIEW transfers AS
SELECT
    f.event_id, f.date, f.date_start, f.date_end, f.status, f.alleged, f.disputed,
    f.place, s.actors AS supplier, t.actors AS recipient,
    g.items, g.categories, f.mode, f.value_usd,
    f.sources, f.texts, f.reports, f.first_published, f.last_published,
    f.evidence, f.title, f.publisher, f.published, f.uri, f.url, f.input_id, f.document_id,
    f.report_id, f.confidence
FROM event_facts AS f
LEFT JOIN event_sides AS s ON s.event_id = f.event_id AND s.slot = 'supplier'
LEFT JOIN event_sides AS t ON t.event_id = f.event_id AND t.slot = 'recipient'
LEFT JOIN event_goods AS g ON g.event_id = f.event_id
WHERE f.type = 'transfer';

COMMENT ON VIEW transfers IS
    'Arms and equipment that pass, or are to pass, from one side to another. One row per event.';
COMMENT ON COLUMN transfers.evidence IS 'The quote that holds the trigger';
COMMENT ON COLUMN transfers.supplier IS 'Who gives: name with its country code';
COMMENT ON COLUMN transfers.recipient IS 'Who gets: name with its country code';
COMMENT ON COLUMN transfers.items IS 'Numbers and names, joined by semicolons';
COMMENT ON COLUMN transfers.categories IS 'Kinds of arms or equipment, each once';
COMMENT ON COLUMN transfers.mode IS 'sale, aid or other';
