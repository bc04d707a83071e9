"""Comments of columns that a view takes over from a table."""

import duckdb

_INHERITED = """
SELECT v.table_name, v.column_name, arg_min(t.comment, t.table_name <> 'reports')
FROM duckdb_columns() AS v
JOIN duckdb_views() AS w ON w.view_name = v.table_name AND NOT w.internal
JOIN duckdb_columns() AS t ON t.column_name = v.column_name AND t.comment IS NOT NULL
JOIN duckdb_tables() AS b ON b.table_name = t.table_name
WHERE v.comment IS NULL AND t.table_name IN
    ('reports', 'documents', 'report_actors', 'events', 'event_reports')
GROUP BY ALL
"""


def inherit_comments(connection: duckdb.DuckDBPyConnection) -> None:
    """Give each view's uncommented columns the comments of the tables' columns of that name."""
    for view, column, comment in connection.execute(_INHERITED).fetchall():
        quoted = comment.replace("'", "''")
        connection.execute(f"COMMENT ON COLUMN {view}.{column} IS '{quoted}'")
