CREATE OR REPLACE VIEW confidence_bands AS
SELECT
    f.type,
    least(floor(f.confidence * 10) / 10, 0.9) AS band,
    count(*) AS events,
    round(avg(f.confidence), 3) AS mean_confidence,
    count(*) FILTER (f.sources > 1) AS corroborated,
    count(*) FILTER (f.disputed) AS disputed,
    count(*) FILTER (f.date IS NULL) AS undated
FROM event_facts AS f
GROUP BY ALL;

COMMENT ON VIEW confidence_bands IS 'Events by how sure the extractor is: one row per type and tenth.';
COMMENT ON COLUMN confidence_bands.band IS 'Lower end of the tenth: 0.7 stands for 0.7 to 0.8';
COMMENT ON COLUMN confidence_bands.events IS 'Events in it';
COMMENT ON COLUMN confidence_bands.mean_confidence IS
    'Mean of their confidence: about so many of them are right, if it is well calibrated';
COMMENT ON COLUMN confidence_bands.corroborated IS 'Of these, told by several independent sources';
COMMENT ON COLUMN confidence_bands.disputed IS 'Of these, denied by one report and asserted by another';
COMMENT ON COLUMN confidence_bands.undated IS 'Of these, without a date';
