"""From documents to reports: mentions, frames, dates, quantities, places, records."""

from tasks.extract.extractor import VERSION, Extractor

__all__ = ["VERSION", "Extractor"]
