-- What is said to be there is a level; what is sent adds to a level that is not told. They are
-- never added to each other.
CREATE OR REPLACE VIEW troop_levels AS
WITH told AS (
    SELECT
        event_id,
        min(coalesce(value->>0, value->>1)::BIGINT) AS lowest,
        max(coalesce(value->>1, value->>0)::BIGINT) AS highest
    FROM event_values
    WHERE slot = 'troops' AND replaced_by_run IS NULL
    GROUP BY event_id
)
SELECT
    e.event_id,
    actor_words(a.name, c.name, a.role, a.country) AS force, a.country AS force_country,
    e.country, h.name AS country_name, e.place,
    coalesce(least(e.date_end, e.last_published), e.date_end, e.last_published) AS as_of,
    e.action, e.troops_min, e.troops_max, t.lowest, t.highest,
    e.alleged, e.disputed, e.sources, e.texts
FROM current_events AS e
JOIN event_actors AS a ON a.event_id = e.event_id AND a.slot = 'force' AND a.replaced_by_run IS NULL
LEFT JOIN told AS t ON t.event_id = e.event_id
LEFT JOIN countries AS c ON c.code = a.country
LEFT JOIN countries AS h ON h.code = e.country
WHERE e.type = 'deployment'
  AND e.status IN ('occurred', 'ongoing')
  AND coalesce(e.troops_min, e.troops_max) IS NOT NULL;

COMMENT ON VIEW troop_levels IS
    'Every number of troops that is stated of a force and place: one row per deployment with a figure. Rows overlap: do not add them.';
COMMENT ON COLUMN troop_levels.force IS 'Whose forces: name with its country code';
COMMENT ON COLUMN troop_levels.force_country IS 'Code of the state or organisation whose forces they are';
COMMENT ON COLUMN troop_levels.country_name IS 'Name of the country';
COMMENT ON COLUMN troop_levels.as_of IS
    'Day that the figure speaks of: the last that its date covers, or of its last publication if that is earlier or no date is told';
COMMENT ON COLUMN troop_levels.action IS
    'presence: so many are there; deploy: so many are sent; withdraw: so many leave';
COMMENT ON COLUMN troop_levels.lowest IS 'Least figure that a report gives';
COMMENT ON COLUMN troop_levels.highest IS 'Greatest figure that a report gives';
