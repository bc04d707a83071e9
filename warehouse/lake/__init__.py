"""A warehouse that several machines share: catalog in PostgreSQL, rows in Parquet (DuckLake)."""
