CREATE OR REPLACE MACRO between_states(one, other) AS TABLE
SELECT t.*
FROM timeline AS t
SEMI JOIN (
    SELECT event_id
    FROM event_dyads AS d
    WHERE (d.one = country_code(one) AND d.other = country_code(other))
       OR (d.one = country_code(other) AND d.other = country_code(one))
) AS pair ON pair.event_id = t.event_id;

COMMENT ON MACRO TABLE between_states IS
    'Events that tie two states or organisations, given by code or English name: the columns of timeline.';
