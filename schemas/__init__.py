"""What the data looks like: sources, documents, events, reports, rejects and settings."""
