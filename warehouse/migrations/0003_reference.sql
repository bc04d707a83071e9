-- Codes of other data sets, and where places are.

ALTER TABLE countries ADD COLUMN kind VARCHAR;
ALTER TABLE countries ADD COLUMN iso_alpha2 VARCHAR;
ALTER TABLE countries ADD COLUMN iso_numeric INTEGER;
ALTER TABLE countries ADD COLUMN cow INTEGER;
ALTER TABLE countries ADD COLUMN cow_abbreviation VARCHAR;
ALTER TABLE countries ADD COLUMN fips VARCHAR;
ALTER TABLE countries ADD COLUMN cameo_group VARCHAR;
ALTER TABLE countries ADD COLUMN continent VARCHAR;
ALTER TABLE countries ADD COLUMN latitude DOUBLE;
ALTER TABLE countries ADD COLUMN longitude DOUBLE;
COMMENT ON TABLE countries IS 'States and international organisations with their names and their codes in other data sets.';
COMMENT ON COLUMN countries.kind IS 'state, territory (one that is no member of the state system of Correlates of War), or organisation';
COMMENT ON COLUMN countries.iso_alpha2 IS 'ISO 3166-1 alpha-2; XK for Kosovo';
COMMENT ON COLUMN countries.iso_numeric IS 'ISO 3166-1 numeric';
COMMENT ON COLUMN countries.cow IS 'Country code of the Correlates of War project';
COMMENT ON COLUMN countries.cow_abbreviation IS 'State abbreviation of the Correlates of War project';
COMMENT ON COLUMN countries.fips IS 'FIPS 10-4, which GDELT uses for places';
COMMENT ON COLUMN countries.cameo_group IS 'Code of the organisation among CAMEO''s known groups';
COMMENT ON COLUMN countries.continent IS 'AF, AN, AS, EU, NA, OC or SA, as GeoNames has it';
COMMENT ON COLUMN countries.latitude IS 'Degrees north of the middle of its cities of 15,000 people and more';
COMMENT ON COLUMN countries.longitude IS 'Degrees east of it';

CREATE TABLE places (
    name VARCHAR NOT NULL,
    country VARCHAR,
    latitude DOUBLE NOT NULL,
    longitude DOUBLE NOT NULL
);
COMMENT ON TABLE places IS 'Where the places lie that reports and events name, one row per name and country.';
COMMENT ON COLUMN places.name IS 'Name of the place, as reports and events have it';
COMMENT ON COLUMN places.country IS 'Country given with it, ISO 3166-1 alpha-3';
COMMENT ON COLUMN places.latitude IS 'Degrees north';
COMMENT ON COLUMN places.longitude IS 'Degrees east';

CREATE TABLE event_codes (
    type VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    cameo VARCHAR NOT NULL,
    plover VARCHAR,
    plover_mode VARCHAR,
    plover_context VARCHAR,
    fit VARCHAR NOT NULL,
    note VARCHAR
);
COMMENT ON TABLE event_codes IS 'What an event is called in CAMEO and PLOVER, one row per type, kind and status.';
COMMENT ON COLUMN event_codes.type IS 'visit, meeting, deployment or transfer';
COMMENT ON COLUMN event_codes.kind IS 'Of a visit visit; of a meeting its mode, or third_country; of a deployment its action, with _peacekeepers where they are such; of a transfer its mode';
COMMENT ON COLUMN event_codes.status IS 'occurred, ongoing, planned, cancelled or denied';
COMMENT ON COLUMN event_codes.cameo IS 'CAMEO event code, in cameo_codes';
COMMENT ON COLUMN event_codes.plover IS 'PLOVER event type; null where PLOVER has none';
COMMENT ON COLUMN event_codes.plover_mode IS 'PLOVER mode';
COMMENT ON COLUMN event_codes.plover_context IS 'PLOVER context';
COMMENT ON COLUMN event_codes.fit IS 'same: the code means this; broader: it means more than this; lossy: the nearest there is, see note';
COMMENT ON COLUMN event_codes.note IS 'What is lost';

CREATE TABLE cameo_codes (
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    quad_class INTEGER NOT NULL,
    goldstein DOUBLE NOT NULL
);
COMMENT ON TABLE cameo_codes IS 'CAMEO event codes that occur here.';
COMMENT ON COLUMN cameo_codes.code IS 'CAMEO event code';
COMMENT ON COLUMN cameo_codes.name IS 'What it stands for';
COMMENT ON COLUMN cameo_codes.quad_class IS '1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict';
COMMENT ON COLUMN cameo_codes.goldstein IS 'Goldstein scale, -10 to 10, as GDELT has it';
