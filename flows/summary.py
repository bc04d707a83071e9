"""What came of a run."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Summary:
    """Counts of one run; `reports` and `rejects` are those of the articles that it read."""

    label: str
    run_id: str
    files_read: int = 0
    files_unchanged: int = 0
    articles: int = 0
    documents_new: int = 0
    copies: int = 0
    reports_new: int = 0
    events_made: int = 0
    """Versions of events that were made: new ones, and those that changed."""
    events_replaced: int = 0
    """Versions of events that no longer hold."""
    reports: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """(type, status) → reports."""
    rejects: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """(stage, reason) → rejects."""
    silent: Mapping[str, int] = field(default_factory=dict)
    """Sources that have gone silent → days, the longest first."""
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """Return plain values, the pairs spelt `visit/occurred`."""
        plain = asdict(self)
        for name in ("reports", "rejects"):
            plain[name] = {"/".join(pair): count for pair, count in sorted(plain[name].items())}
        return plain

    def headline(self) -> str:
        """Return the run in one line."""
        return (
            f"{self.articles} articles, {self.documents_new} new,"
            f" {self.reports_new} new reports, {sum(self.rejects.values())} rejects"
        )
