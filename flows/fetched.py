"""What came of a fetch, and how it is shown."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flows.markdown import plain
from tasks.fetch.tally import Visited


@dataclass(frozen=True)
class FetchSummary:
    """The visits of one fetch."""

    visits: tuple[Visited, ...]
    waiting: int
    """Sources that were not due."""
    next_visit: datetime | None
    """When the next of those that were asked for is due, UTC."""
    seconds: float

    @property
    def failed(self) -> tuple[Visited, ...]:
        """Visits that failed."""
        return tuple(visited for visited in self.visits if visited.failed)

    def total(self, field: str) -> int:
        """Return the sum of a count over all visits."""
        return sum(getattr(visited, field) for visited in self.visits)

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "new": self.total("new"),
            "changed": self.total("changed"),
            "refused": self.total("refused"),
            "failed": len(self.failed),
            "waiting": self.waiting,
            "next_visit": self.next_visit and self.next_visit.isoformat(),
            "seconds": self.seconds,
            "visits": [asdict(visited) for visited in self.visits],
        }

    def headline(self) -> str:
        """Return the fetch in one line."""
        return (
            f"sources visited: {len(self.visits)}, not due: {self.waiting};"
            f" {self.total('new'):,} new articles, {self.total('changed'):,} new versions,"
            f" {self.total('refused'):,} refused, {self.total('left'):,} left for next time;"
            f" {len(self.failed)} visits failed; {self.seconds:.1f} s"
        )


def visit_table(visits: Sequence[Visited]) -> list[dict[str, object]]:
    """Return a row a visit."""
    return [
        {
            "source": visited.source,
            "kind": visited.kind,
            "outcome": outcome(visited),
            "listed": visited.listed,
            "new": visited.new,
            "changed": visited.changed,
            "refused": visited.refused,
            "left": visited.left,
            "kB": round(visited.bytes / 1000),
            "error": visited.error or "",
        }
        for visited in visits
    ]


def outcome(visited: Visited) -> str:
    """Return what came of a visit in a word."""
    if visited.failed:
        return f"failed ({visited.reason})"
    return "unchanged" if visited.unchanged else "ok"


def fetch_text(summary: FetchSummary) -> str:
    """Return the fetch in Markdown."""
    lines = ["# Fetch", summary.headline()]
    failed = [f"- **{visited.source}**: {plain(visited.error or '')}" for visited in summary.failed]
    if failed:
        lines += ["## Failed", "\n".join(failed)]
    if summary.next_visit:
        lines.append(f"Next visit due: {summary.next_visit:%Y-%m-%d %H:%M} UTC")
    return "\n\n".join(lines) + "\n"
