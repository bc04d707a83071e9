"""DuckDB: migrations, load, views, queries, snapshots."""
