"""Resolve: who is who across documents, and which reports tell of one event."""

from tasks.resolve.stage import VERSION, ResolveCounts, resolve

__all__ = ["VERSION", "ResolveCounts", "resolve"]
