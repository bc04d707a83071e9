-- Reports that share a key with one that is sought, and are near in time and place.
SELECT DISTINCT k.report_id
FROM sought_keys AS s
JOIN resolved_keys AS k ON k.key = s.key
WHERE k.first_day <= s.last_day
  AND k.last_day >= s.first_day
  AND (k.country IS NULL OR s.country IS NULL OR k.country = s.country);
