-- All forms in use of the actors in wanted_ids, but for new ones.
SELECT name, country, role, day, mentions, first_published, last_published, key, actor_id
FROM changed_forms
WHERE mentions IS NOT NULL AND actor_id IN (FROM wanted_ids)
UNION ALL
SELECT
    o.name, o.country, o.role, o.day, o.mentions, o.first_published, o.last_published,
    o.key, o.actor_id
FROM actor_forms AS o
ANTI JOIN changed_forms AS n
    ON n.name IS NOT DISTINCT FROM o.name
    AND n.country IS NOT DISTINCT FROM o.country
    AND n.role IS NOT DISTINCT FROM o.role
    AND n.day IS NOT DISTINCT FROM o.day
WHERE o.actor_id IN (FROM wanted_ids);
