CREATE OR REPLACE MACRO troops_abroad_on(day) AS TABLE
WITH known AS (
    SELECT *
    FROM troop_levels
    WHERE country IS NOT NULL AND force_country IS DISTINCT FROM country
      AND coalesce(as_of, DATE '0001-01-01') <= day::DATE
),
ranged AS (
    SELECT
        *,
        min(lowest) OVER within_a_year AS range_min,
        max(highest) OVER within_a_year AS range_max,
        count(*) OVER within_a_year AS statements
    FROM known
    WINDOW within_a_year AS (
        PARTITION BY force, country, place, action ORDER BY as_of
        RANGE BETWEEN INTERVAL 1 YEAR PRECEDING AND CURRENT ROW
    )
),
latest AS (
    SELECT *
    FROM ranged
    WHERE action <> 'withdraw'
    QUALIFY row_number() OVER (
        PARTITION BY force, country, place
        ORDER BY action = 'presence' DESC, as_of DESC NULLS LAST, texts DESC, event_id
    ) = 1
),
moves AS (
    SELECT
        l.event_id,
        string_agg(quantity_words(k.troops_min, k.troops_max) || 'on ' || k.as_of, '; '
            ORDER BY k.as_of, k.event_id) FILTER (k.action = 'deploy') AS sent_since,
        string_agg(quantity_words(k.troops_min, k.troops_max) || 'on ' || k.as_of, '; '
            ORDER BY k.as_of, k.event_id) FILTER (k.action = 'withdraw') AS withdrawn_since
    FROM latest AS l
    JOIN known AS k
        ON k.force = l.force AND k.country = l.country AND k.place IS NOT DISTINCT FROM l.place
        AND k.as_of > l.as_of
    GROUP BY l.event_id
)
SELECT
    l.force, l.force_country, l.country, l.country_name, l.place, l.as_of, l.action AS basis,
    l.troops_min, l.troops_max, l.range_min, l.range_max, l.statements,
    m.sent_since, m.withdrawn_since, l.alleged, l.disputed, l.sources, l.event_id
FROM latest AS l
LEFT JOIN moves AS m USING (event_id);

COMMENT ON MACRO TABLE troops_abroad_on IS
    'Troops abroad as stated up to a day: the columns of troops_abroad.';

CREATE OR REPLACE VIEW troops_abroad AS FROM troops_abroad_on(DATE '9999-12-31');

COMMENT ON VIEW troops_abroad IS
    'The latest stated number of troops for each force, country and place outside its own country. Never a sum: a row with a place is part of what a row without one may count.';
COMMENT ON COLUMN troops_abroad.force IS 'Whose forces: name with its country code';
COMMENT ON COLUMN troops_abroad.force_country IS 'Code of the state or organisation whose forces they are';
COMMENT ON COLUMN troops_abroad.country_name IS 'Name of the country';
COMMENT ON COLUMN troops_abroad.place IS 'Place within the country; null where the figure is of the country';
COMMENT ON COLUMN troops_abroad.as_of IS 'Day that the figure speaks of';
COMMENT ON COLUMN troops_abroad.basis IS
    'presence: so many are said to be there; deploy: so many were sent, where nobody says how many are there';
COMMENT ON COLUMN troops_abroad.troops_min IS 'Least number, as most texts of that event give it';
COMMENT ON COLUMN troops_abroad.troops_max IS 'Greatest number, as most texts of that event give it';
COMMENT ON COLUMN troops_abroad.range_min IS 'Least figure of that basis in the year up to as_of';
COMMENT ON COLUMN troops_abroad.range_max IS 'Greatest figure of that basis in the year up to as_of';
COMMENT ON COLUMN troops_abroad.statements IS 'Events that give a figure of that basis in that year';
COMMENT ON COLUMN troops_abroad.sent_since IS 'What was sent after as_of, with the day of each figure';
COMMENT ON COLUMN troops_abroad.withdrawn_since IS 'What left after as_of, likewise';
COMMENT ON COLUMN troops_abroad.event_id IS 'The event whose figure it is';
