"""Evaluate: extracted records against annotated ones, and where they differ."""
