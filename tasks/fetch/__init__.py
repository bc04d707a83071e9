"""From `sources.toml` to pages in the raw store, and lists of them that a run reads."""
