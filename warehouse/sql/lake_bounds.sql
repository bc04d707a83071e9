-- The catalog keeps the least and the greatest text that a column ever held, of rows too that are
-- gone. What takes their place is beyond all texts: it stays true whatever others load meanwhile.
UPDATE __ducklake_metadata_lake.ducklake_table_column_stats
SET min_value = '', max_value = repeat(chr(1114111), 8)
WHERE max_value IS NOT NULL
  AND (table_id, column_id) IN (
    SELECT (table_id, column_id)
    FROM __ducklake_metadata_lake.ducklake_column
    WHERE column_type IN ('varchar', 'json')
  );
