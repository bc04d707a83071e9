-- The remembered ones of some keys, and all that stand in one of some blocks.
SELECT key, actor_id FROM actor_forms
WHERE key IN (SELECT unnest(from_json($1, '[["VARCHAR"]]')))
UNION
SELECT key, actor_id
FROM (SELECT key, actor_id, unnest(blocks) AS block FROM actor_forms)
WHERE block IN (SELECT unnest(from_json($2, '["VARCHAR"]')));
