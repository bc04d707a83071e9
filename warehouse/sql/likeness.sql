-- Share of equal values of two signatures; null where one is missing or their lengths differ.
CREATE OR REPLACE TEMP MACRO likeness(a, b) AS CASE
    WHEN len(a) = len(b)
    THEN list_sum(list_transform(list_zip(a, b), lambda pair: (pair[1] = pair[2])::INTEGER)) / len(a)
END;
