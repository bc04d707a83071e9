-- Forms that are new (no key), counted otherwise, or in use no more (no mentions).
SELECT
    coalesce(n.name, o.name), coalesce(n.country, o.country), coalesce(n.role, o.role),
    coalesce(n.day, o.day), n.mentions, n.first_published, n.last_published, o.key, o.actor_id
FROM counted_forms AS n
FULL JOIN actor_forms AS o
    ON n.name IS NOT DISTINCT FROM o.name
    AND n.country IS NOT DISTINCT FROM o.country
    AND n.role IS NOT DISTINCT FROM o.role
    AND n.day IS NOT DISTINCT FROM o.day
WHERE (n.mentions, n.first_published, n.last_published)
    IS DISTINCT FROM (o.mentions, o.first_published, o.last_published);
