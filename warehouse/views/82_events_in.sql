CREATE OR REPLACE MACRO events_in(wanted) AS TABLE
SELECT * FROM timeline WHERE country = country_code(wanted);

COMMENT ON MACRO TABLE events_in IS
    'Events that take place in a country, given by code or English name: the columns of timeline.';
