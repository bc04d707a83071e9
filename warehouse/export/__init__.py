"""Tables and views on their way out: Parquet, CSV, JSON Lines, GeoJSON, data packages."""
