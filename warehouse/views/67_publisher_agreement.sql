CREATE OR REPLACE VIEW publisher_agreement AS
WITH shared AS (
    SELECT event_id, slot
    FROM told_values
    GROUP BY event_id, slot
    HAVING count(DISTINCT publisher) > 1
),
said AS (
    SELECT DISTINCT t.event_id, t.slot, t.publisher, t.value
    FROM told_values AS t
    JOIN shared USING (event_id, slot)
    WHERE t.publisher IS NOT NULL
)
SELECT
    s.publisher, s.slot,
    count(*) AS told,
    count(*) FILTER (EXISTS (
        SELECT 1 FROM said AS o
        WHERE o.event_id = s.event_id AND o.slot = s.slot AND o.publisher <> s.publisher
          AND o.value = s.value
    )) AS agreed,
    round(agreed / told, 3) AS share
FROM said AS s
GROUP BY s.publisher, s.slot;

COMMENT ON VIEW publisher_agreement IS
    'How often a publisher says what others say, where others tell the same event: one row per publisher and slot.';
COMMENT ON COLUMN publisher_agreement.slot IS
    'status, date, country, place, mode, origin, value_usd or troops';
COMMENT ON COLUMN publisher_agreement.told IS 'Values that it gives of events of which another gives that slot too';
COMMENT ON COLUMN publisher_agreement.agreed IS 'Of these, values that another publisher gives as well';
COMMENT ON COLUMN publisher_agreement.share IS 'Part that agrees, 0 to 1';
