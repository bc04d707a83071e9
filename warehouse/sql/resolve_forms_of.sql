-- All forms in use of the actors in wanted_ids, but for new ones.
SELECT
    n.name, n.country, n.role, n.day, n.mentions, n.first_published, n.last_published,
    o.key, o.actor_id
FROM actor_forms AS o
JOIN counted_forms AS n
    ON n.name IS NOT DISTINCT FROM o.name
    AND n.country IS NOT DISTINCT FROM o.country
    AND n.role IS NOT DISTINCT FROM o.role
    AND n.day IS NOT DISTINCT FROM o.day
WHERE o.actor_id IN (FROM wanted_ids);
