CREATE OR REPLACE MACRO events_near(north, east, kilometres) AS TABLE
SELECT distance_km(north, east, latitude, longitude) AS km, *
FROM timeline
WHERE location_precision = 'place' AND distance_km(north, east, latitude, longitude) <= kilometres;

COMMENT ON MACRO TABLE events_near IS
    'Events at places within so many kilometres of a point given in degrees: km and the columns of timeline.';
