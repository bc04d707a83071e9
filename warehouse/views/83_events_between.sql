CREATE OR REPLACE MACRO events_between(first_day, last_day) AS TABLE
SELECT * FROM timeline WHERE date_start <= last_day::DATE AND date_end >= first_day::DATE;

COMMENT ON MACRO TABLE events_between IS
    'Events whose date may lie between two days, both included; undated ones are left out: the columns of timeline.';
