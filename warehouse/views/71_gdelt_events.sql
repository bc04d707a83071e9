-- The 61 columns of GDELT 2.0 in their order: one row per event and pair of actors, who acts first.
CREATE OR REPLACE VIEW gdelt_events AS
WITH told AS (
    SELECT event_id, slot, ordinal, actor_id, name, country, role
    FROM event_actors
    WHERE replaced_by_run IS NULL
    UNION ALL
    SELECT event_id, 'destination', 0, NULL, NULL, country, NULL
    FROM current_events
    WHERE type IN ('visit', 'deployment') AND country IS NOT NULL
),
parties AS (
    SELECT
        t.event_id, t.slot, t.country,
        arg_min(coalesce(t.name, c.name, t.role), t.ordinal) AS actor_name,
        any_value(c.name) AS country_name,
        if(any_value(c.kind) = 'organisation', NULL, t.country) AS actor_country,
        any_value(c.cameo_group) AS actor_group,
        CASE
            WHEN any_value(c.kind) = 'organisation' THEN 'IGO'
            WHEN t.slot = 'force' AND t.country IS NOT NULL THEN 'MIL'
            WHEN bool_or(t.country IS NOT NULL AND (t.name IS NULL OR k.kind = 'person')) THEN 'GOV'
        END AS actor_type,
        any_value(c.fips) AS fips,
        any_value(c.latitude) AS latitude,
        any_value(c.longitude) AS longitude,
        row_number() OVER (PARTITION BY t.event_id ORDER BY t.slot, t.country, actor_name) AS nth
    FROM told AS t
    LEFT JOIN countries AS c ON c.code = t.country
    LEFT JOIN actors AS k ON k.actor_id = t.actor_id AND k.replaced_by_run IS NULL
    GROUP BY t.event_id, t.slot, t.country, if(t.country IS NULL, t.ordinal, -1)
),
facing (slot, other_slot) AS (
    VALUES
        ('visitors', 'hosts'), ('visitors', 'destination'), ('force', 'destination'),
        ('supplier', 'recipient'), ('participants', 'participants')
),
pairs AS (
    SELECT a.event_id, a.nth AS one, b.nth AS other
    FROM parties AS a
    JOIN facing AS w ON w.slot = a.slot
    JOIN parties AS b ON b.event_id = a.event_id AND b.slot = w.other_slot
    WHERE (a.slot <> 'participants' OR a.nth < b.nth)
      AND (b.slot <> 'destination' OR a.country IS DISTINCT FROM b.country)
      AND (b.slot <> 'destination' OR NOT EXISTS (
          SELECT 1 FROM parties AS h
          WHERE h.event_id = a.event_id AND h.slot = 'hosts' AND h.country = b.country
      ))
),
matched AS (
    FROM pairs
    UNION ALL
    SELECT event_id, nth, NULL
    FROM parties AS a
    SEMI JOIN facing AS w ON w.slot = a.slot
    ANTI JOIN pairs USING (event_id)
)
SELECT
    ('0x' || substr(md5(f.event_id || coalesce(a.country, a.actor_name, '') || ' ' || coalesce(b.country, b.actor_name, '')), 1, 15))::BIGINT AS GLOBALEVENTID,
    strftime(f.best_date, '%Y%m%d')::INTEGER AS SQLDATE,
    strftime(f.best_date, '%Y%m')::INTEGER AS MonthYear,
    year(f.best_date)::INTEGER AS Year,
    round(year(f.best_date) + (dayofyear(f.best_date) - 1) / 365.0, 4) AS FractionDate,
    concat(a.actor_country, a.actor_group, a.actor_type) AS Actor1Code,
    upper(a.actor_name) AS Actor1Name,
    a.actor_country AS Actor1CountryCode,
    a.actor_group AS Actor1KnownGroupCode,
    NULL::VARCHAR AS Actor1EthnicCode,
    NULL::VARCHAR AS Actor1Religion1Code,
    NULL::VARCHAR AS Actor1Religion2Code,
    a.actor_type AS Actor1Type1Code,
    NULL::VARCHAR AS Actor1Type2Code,
    NULL::VARCHAR AS Actor1Type3Code,
    concat(b.actor_country, b.actor_group, b.actor_type) AS Actor2Code,
    upper(b.actor_name) AS Actor2Name,
    b.actor_country AS Actor2CountryCode,
    b.actor_group AS Actor2KnownGroupCode,
    NULL::VARCHAR AS Actor2EthnicCode,
    NULL::VARCHAR AS Actor2Religion1Code,
    NULL::VARCHAR AS Actor2Religion2Code,
    b.actor_type AS Actor2Type1Code,
    NULL::VARCHAR AS Actor2Type2Code,
    NULL::VARCHAR AS Actor2Type3Code,
    1 AS IsRootEvent,
    k.cameo AS EventCode,
    substr(k.cameo, 1, 3) AS EventBaseCode,
    substr(k.cameo, 1, 2) AS EventRootCode,
    k.quad_class AS QuadClass,
    k.goldstein AS GoldsteinScale,
    f.reports AS NumMentions,
    f.sources AS NumSources,
    f.texts AS NumArticles,
    NULL::DOUBLE AS AvgTone,
    if(a.fips IS NULL, 0, 1) AS Actor1Geo_Type,
    if(a.fips IS NULL, NULL, a.country_name) AS Actor1Geo_FullName,
    a.fips AS Actor1Geo_CountryCode,
    a.fips AS Actor1Geo_ADM1Code,
    NULL::VARCHAR AS Actor1Geo_ADM2Code,
    a.latitude AS Actor1Geo_Lat,
    a.longitude AS Actor1Geo_Long,
    a.fips AS Actor1Geo_FeatureID,
    if(b.fips IS NULL, 0, 1) AS Actor2Geo_Type,
    if(b.fips IS NULL, NULL, b.country_name) AS Actor2Geo_FullName,
    b.fips AS Actor2Geo_CountryCode,
    b.fips AS Actor2Geo_ADM1Code,
    NULL::VARCHAR AS Actor2Geo_ADM2Code,
    b.latitude AS Actor2Geo_Lat,
    b.longitude AS Actor2Geo_Long,
    b.fips AS Actor2Geo_FeatureID,
    CASE f.location_precision WHEN 'place' THEN 4 WHEN 'country' THEN 1 ELSE 0 END AS ActionGeo_Type,
    nullif(concat_ws(', ', f.place, f.country_name), '') AS ActionGeo_FullName,
    c.fips AS ActionGeo_CountryCode,
    c.fips AS ActionGeo_ADM1Code,
    NULL::VARCHAR AS ActionGeo_ADM2Code,
    f.latitude AS ActionGeo_Lat,
    f.longitude AS ActionGeo_Long,
    c.fips AS ActionGeo_FeatureID,
    strftime(coalesce(u.finished, u.started), '%Y%m%d%H%M%S')::BIGINT AS DATEADDED,
    coalesce(f.url, f.uri) AS SOURCEURL
FROM matched AS m
JOIN parties AS a ON a.event_id = m.event_id AND a.nth = m.one
LEFT JOIN parties AS b ON b.event_id = m.event_id AND b.nth = m.other
JOIN event_facts AS f ON f.event_id = m.event_id
JOIN event_codings AS k ON k.event_id = m.event_id
JOIN runs AS u ON u.run_id = f.made_by_run
LEFT JOIN countries AS c ON c.code = f.country;

COMMENT ON VIEW gdelt_events IS
    'Events with the columns of GDELT 2.0''s event table, so that its scripts run: one row per event and pair of actors. What is lost stands in event_codings.';
COMMENT ON COLUMN gdelt_events.GLOBALEVENTID IS 'Number made of the event and the pair of actors';
COMMENT ON COLUMN gdelt_events.SQLDATE IS 'best_date as YYYYMMDD';
COMMENT ON COLUMN gdelt_events.MonthYear IS 'best_date as YYYYMM';
COMMENT ON COLUMN gdelt_events.Year IS 'Year of best_date';
COMMENT ON COLUMN gdelt_events.FractionDate IS 'Year of best_date and the part of it gone by';
COMMENT ON COLUMN gdelt_events.Actor1Code IS 'CAMEO code of actor 1: country, group and type one after the other; empty where unknown';
COMMENT ON COLUMN gdelt_events.Actor1Name IS 'Its name in capitals';
COMMENT ON COLUMN gdelt_events.Actor1CountryCode IS 'Its state, ISO 3166-1 alpha-3';
COMMENT ON COLUMN gdelt_events.Actor1KnownGroupCode IS 'Its organisation, where CAMEO has a code for it';
COMMENT ON COLUMN gdelt_events.Actor1EthnicCode IS 'Always null';
COMMENT ON COLUMN gdelt_events.Actor1Religion1Code IS 'Always null';
COMMENT ON COLUMN gdelt_events.Actor1Religion2Code IS 'Always null';
COMMENT ON COLUMN gdelt_events.Actor1Type1Code IS 'GOV for a state and those who act for it, MIL for forces, IGO for an international organisation; null for others';
COMMENT ON COLUMN gdelt_events.Actor1Type2Code IS 'Always null';
COMMENT ON COLUMN gdelt_events.Actor1Type3Code IS 'Always null';
COMMENT ON COLUMN gdelt_events.Actor2Code IS 'CAMEO code of actor 2: country, group and type one after the other; empty where unknown';
COMMENT ON COLUMN gdelt_events.Actor2Name IS 'Its name in capitals';
COMMENT ON COLUMN gdelt_events.Actor2CountryCode IS 'Its state, ISO 3166-1 alpha-3';
COMMENT ON COLUMN gdelt_events.Actor2KnownGroupCode IS 'Its organisation, where CAMEO has a code for it';
COMMENT ON COLUMN gdelt_events.Actor2EthnicCode IS 'Always null';
COMMENT ON COLUMN gdelt_events.Actor2Religion1Code IS 'Always null';
COMMENT ON COLUMN gdelt_events.Actor2Religion2Code IS 'Always null';
COMMENT ON COLUMN gdelt_events.Actor2Type1Code IS 'GOV for a state and those who act for it, MIL for forces, IGO for an international organisation; null for others';
COMMENT ON COLUMN gdelt_events.Actor2Type2Code IS 'Always null';
COMMENT ON COLUMN gdelt_events.Actor2Type3Code IS 'Always null';
COMMENT ON COLUMN gdelt_events.IsRootEvent IS 'Always 1';
COMMENT ON COLUMN gdelt_events.EventCode IS 'CAMEO event code';
COMMENT ON COLUMN gdelt_events.EventBaseCode IS 'Its first three digits';
COMMENT ON COLUMN gdelt_events.EventRootCode IS 'Its first two digits';
COMMENT ON COLUMN gdelt_events.QuadClass IS '1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict';
COMMENT ON COLUMN gdelt_events.GoldsteinScale IS 'Goldstein scale of the code, -10 to 10';
COMMENT ON COLUMN gdelt_events.NumMentions IS 'Reports, those of copies included';
COMMENT ON COLUMN gdelt_events.NumSources IS 'Independent sources; GDELT counts outlets';
COMMENT ON COLUMN gdelt_events.NumArticles IS 'Texts, copies of one counted once';
COMMENT ON COLUMN gdelt_events.AvgTone IS 'Always null';
COMMENT ON COLUMN gdelt_events.Actor1Geo_Type IS '1 for a country, 4 for a place in one; GDELT''s 2, 3 and 5 do not occur';
COMMENT ON COLUMN gdelt_events.Actor1Geo_FullName IS 'Country of actor 1: name';
COMMENT ON COLUMN gdelt_events.Actor1Geo_CountryCode IS 'Country of actor 1: FIPS 10-4 code of the country';
COMMENT ON COLUMN gdelt_events.Actor1Geo_ADM1Code IS 'Country of actor 1: the country''s code, as GDELT has it where the province is not known';
COMMENT ON COLUMN gdelt_events.Actor1Geo_ADM2Code IS 'Always null';
COMMENT ON COLUMN gdelt_events.Actor1Geo_Lat IS 'Country of actor 1: degrees north';
COMMENT ON COLUMN gdelt_events.Actor1Geo_Long IS 'Country of actor 1: degrees east';
COMMENT ON COLUMN gdelt_events.Actor1Geo_FeatureID IS 'Country of actor 1: the country''s code, or null';
COMMENT ON COLUMN gdelt_events.Actor2Geo_Type IS '1 for a country, 4 for a place in one; GDELT''s 2, 3 and 5 do not occur';
COMMENT ON COLUMN gdelt_events.Actor2Geo_FullName IS 'Country of actor 2: name';
COMMENT ON COLUMN gdelt_events.Actor2Geo_CountryCode IS 'Country of actor 2: FIPS 10-4 code of the country';
COMMENT ON COLUMN gdelt_events.Actor2Geo_ADM1Code IS 'Country of actor 2: the country''s code, as GDELT has it where the province is not known';
COMMENT ON COLUMN gdelt_events.Actor2Geo_ADM2Code IS 'Always null';
COMMENT ON COLUMN gdelt_events.Actor2Geo_Lat IS 'Country of actor 2: degrees north';
COMMENT ON COLUMN gdelt_events.Actor2Geo_Long IS 'Country of actor 2: degrees east';
COMMENT ON COLUMN gdelt_events.Actor2Geo_FeatureID IS 'Country of actor 2: the country''s code, or null';
COMMENT ON COLUMN gdelt_events.ActionGeo_Type IS '1 for a country, 4 for a place in one; GDELT''s 2, 3 and 5 do not occur';
COMMENT ON COLUMN gdelt_events.ActionGeo_FullName IS 'Where it takes place: name';
COMMENT ON COLUMN gdelt_events.ActionGeo_CountryCode IS 'Where it takes place: FIPS 10-4 code of the country';
COMMENT ON COLUMN gdelt_events.ActionGeo_ADM1Code IS 'Where it takes place: the country''s code, as GDELT has it where the province is not known';
COMMENT ON COLUMN gdelt_events.ActionGeo_ADM2Code IS 'Always null';
COMMENT ON COLUMN gdelt_events.ActionGeo_Lat IS 'Where it takes place: degrees north';
COMMENT ON COLUMN gdelt_events.ActionGeo_Long IS 'Where it takes place: degrees east';
COMMENT ON COLUMN gdelt_events.ActionGeo_FeatureID IS 'Where it takes place: the country''s code, or null';
COMMENT ON COLUMN gdelt_events.DATEADDED IS 'When this version of the event was made, UTC, as YYYYMMDDHHMMSS';
COMMENT ON COLUMN gdelt_events.SOURCEURL IS 'Address of the article that is quoted';
