"""One HTML file that shows what happened in a period, with the words that say so."""

from tasks.report.asked import Asked, NothingToReportError, UnknownCountryError
from tasks.report.write import Written, write_report

__all__ = ["Asked", "NothingToReportError", "UnknownCountryError", "Written", "write_report"]
