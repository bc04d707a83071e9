CREATE OR REPLACE VIEW event_codings AS
WITH homes AS (
    SELECT event_id, list(country) AS countries
    FROM event_actors
    WHERE slot = 'participants' AND replaced_by_run IS NULL AND country IS NOT NULL
    GROUP BY event_id
),
kinds AS (
    SELECT
        e.event_id, e.type, e.status,
        CASE e.type
            WHEN 'visit' THEN 'visit'
            WHEN 'meeting' THEN CASE
                WHEN e.mode IN ('phone', 'video') THEN e.mode
                WHEN e.country IS NOT NULL AND NOT list_contains(h.countries, e.country)
                THEN 'third_country'
                ELSE 'in_person'
            END
            WHEN 'deployment' THEN e.action || if(
                array_to_string(e.units, ' ') ILIKE '%peacekeep%' OR EXISTS (
                    SELECT 1 FROM event_actors AS a
                    WHERE a.event_id = e.event_id AND a.slot = 'force' AND a.replaced_by_run IS NULL
                      AND (a.country = 'UNO' OR a.name ILIKE '%peacekeep%')
                ), '_peacekeepers', '')
            ELSE coalesce(e.mode, 'other')
        END AS kind
    FROM current_events AS e
    LEFT JOIN homes AS h USING (event_id)
)
SELECT
    k.event_id, k.type, k.kind, k.status, c.cameo, n.name AS cameo_name, n.quad_class, n.goldstein,
    c.plover, c.plover_mode, c.plover_context, c.fit, c.note
FROM kinds AS k
JOIN event_codes AS c USING (type, kind, status)
JOIN cameo_codes AS n ON n.code = c.cameo;

COMMENT ON VIEW event_codings IS 'Each event in the codes of CAMEO and PLOVER, with how well they fit.';
COMMENT ON COLUMN event_codings.kind IS
    'visit; in_person, third_country, phone, video; deploy, withdraw, presence, each also with _peacekeepers; sale, aid, other';
COMMENT ON COLUMN event_codings.cameo IS 'CAMEO event code';
COMMENT ON COLUMN event_codings.cameo_name IS 'What it stands for';
COMMENT ON COLUMN event_codings.quad_class IS
    '1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict';
COMMENT ON COLUMN event_codings.goldstein IS 'Goldstein scale, -10 to 10, as GDELT has it';
COMMENT ON COLUMN event_codings.plover IS 'PLOVER event type; null where PLOVER has none';
COMMENT ON COLUMN event_codings.plover_mode IS 'PLOVER mode';
COMMENT ON COLUMN event_codings.plover_context IS 'PLOVER context';
COMMENT ON COLUMN event_codings.fit IS
    'same: the code means this; broader: it means more than this; lossy: the nearest there is, see note';
COMMENT ON COLUMN event_codings.note IS 'What is lost';
