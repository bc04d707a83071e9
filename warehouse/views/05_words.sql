CREATE OR REPLACE MACRO quantity_words(low, high) AS
CASE
    WHEN low = high THEN low || ' '
    WHEN low IS NOT NULL AND high IS NOT NULL THEN low || '–' || high || ' '
    WHEN low IS NOT NULL THEN 'over ' || low || ' '
    WHEN high IS NOT NULL THEN 'up to ' || high || ' '
    ELSE ''
END;

COMMENT ON MACRO quantity_words IS 'A least and a greatest number in words, with a blank behind; empty where both are null.';

CREATE OR REPLACE MACRO actor_words(name, country_name, role, country) AS
coalesce(name, country_name, role, country) || coalesce(' (' || country || ')', '');

COMMENT ON MACRO actor_words IS 'An actor for people: a name, or a state''s own, with its code in brackets.';

CREATE OR REPLACE MACRO certainty_words(status, disputed, alleged, sources) AS
CASE
    WHEN status = 'denied' THEN 'denied'
    WHEN disputed THEN 'disputed'
    WHEN alleged THEN 'alleged'
    WHEN sources > 1 THEN 'corroborated'
    ELSE 'reported'
END;

COMMENT ON MACRO certainty_words IS 'How an event stands with its sources, in one word.';

CREATE OR REPLACE MACRO folded_name(name) AS
replace(replace(lower(strip_accents(name)), '’', ''''), ' and ', ' & ');

COMMENT ON MACRO folded_name IS 'A name without capitals and accents, to compare it.';

CREATE OR REPLACE MACRO country_code(wanted) AS
coalesce(
    (SELECT min(code) FROM countries WHERE upper(wanted) IN (code, iso_alpha2)),
    (
        SELECT min(code)
        FROM countries
        WHERE folded_name(wanted) = folded_name(name)
           OR list_contains(string_split(folded_name(aliases), '|'), folded_name(wanted))
    ),
    error('no state or organisation is called ' || wanted || ': FROM countries has their names')
);

COMMENT ON MACRO country_code IS
    'The code of a state or organisation, given by an ISO 3166-1 code, a name or an alias in countries; an error for another.';

CREATE OR REPLACE MACRO distance_km(latitude, longitude, other_latitude, other_longitude) AS
2 * 6371.0 * asin(sqrt(
    pow(sin(radians(other_latitude - latitude) / 2), 2)
    + cos(radians(latitude)) * cos(radians(other_latitude))
    * pow(sin(radians(other_longitude - longitude) / 2), 2)
));

COMMENT ON MACRO distance_km IS 'Great-circle distance in kilometres of two points given in degrees (haversine).';
