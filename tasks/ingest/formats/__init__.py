"""One reader for each format: an opened file in, its sources and rejects out."""
