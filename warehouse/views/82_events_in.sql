CREATE OR REPLACE MACRO events_in(where_) AS TABLE
SELECT * FROM timeline WHERE country = country_code(where_);

COMMENT ON MACRO TABLE events_in IS
    'Events that take place in a country, given by code or English name: the columns of timeline.';
