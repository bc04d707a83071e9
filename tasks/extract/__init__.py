"""From documents to reports: mentions, frames, dates, quantities, places, records."""
