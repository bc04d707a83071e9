"""Comments of columns that a view takes over from a table or from another view."""

import duckdb

_INHERITED = """
WITH views AS (
    SELECT v.table_name, v.column_name, v.comment,
        bool_or(v.column_name = 'event_id') OVER (PARTITION BY v.table_name) AS of_events
    FROM duckdb_columns() AS v
    JOIN duckdb_views() AS w ON w.view_name = v.table_name AND NOT w.internal
),
origins AS (
    SELECT table_name, column_name, comment,
        list_position(
            ['event_facts', 'current_events', 'events', 'event_reports', 'reports', 'documents',
             'report_actors', 'spans', 'sources', 'event_dyads'], table_name
        ) AS rank
    FROM duckdb_columns()
    WHERE comment IS NOT NULL AND rank IS NOT NULL
)
SELECT v.table_name, v.column_name,
    arg_min(o.comment, (NOT v.of_events AND o.rank < 5, o.rank))
FROM views AS v
JOIN origins AS o USING (column_name)
WHERE v.comment IS NULL
GROUP BY ALL
"""


def inherit_comments(connection: duckdb.DuckDBPyConnection) -> None:
    """Give each view's uncommented columns the comments of the columns of that name.

    Of several, those of events come first for a view of events, those of reports for another.
    """
    for view, column, comment in connection.execute(_INHERITED).fetchall():
        quoted = comment.replace("'", "''")
        connection.execute(f"COMMENT ON COLUMN {view}.{column} IS '{quoted}'")
