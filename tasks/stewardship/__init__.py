"""Keeping a warehouse for years: retention, forgetting, reprocessing, backup, restore."""
