-- The remembered ones of some keys, and all that stand in one of some blocks.
WITH known AS (SELECT DISTINCT key, blocks, actor_id FROM actor_forms),
wanted AS (SELECT unnest(from_json($1, '[["VARCHAR"]]')) AS key),
sharing AS (SELECT unnest(from_json($2, '["VARCHAR"]')) AS block)
SELECT key, actor_id FROM known SEMI JOIN wanted USING (key)
UNION
SELECT key, actor_id
FROM (SELECT key, actor_id, unnest(blocks) AS block FROM known)
SEMI JOIN sharing USING (block);
