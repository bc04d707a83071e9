"""What a run shows of itself in the Prefect UI: pure functions from counts to tables and text."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from flows.summary import Summary
from schemas.settings import Settings
from tasks.checkup import Finding
from tasks.monitor import Drift, Silent

STATUSES = ("occurred", "ongoing", "planned", "cancelled", "denied")


def event_table(reports: Mapping[tuple[str, str], int]) -> list[dict[str, object]]:
    """Return a row per event type with a column per status and their total."""
    kinds = sorted({kind for kind, _ in reports})
    rows: list[dict[str, object]] = []
    for kind in kinds:
        counts = {status: reports.get((kind, status), 0) for status in STATUSES}
        rows.append({"type": kind, **counts, "total": sum(counts.values())})
    return rows


def reject_table(rejects: Mapping[tuple[str, str], int]) -> list[dict[str, object]]:
    """Return a row per stage and reason, most frequent first."""
    ordered = sorted(rejects.items(), key=lambda entry: (-entry[1], entry[0]))
    return [
        {"stage": stage, "reason": reason, "count": count} for (stage, reason), count in ordered
    ]


def summary_text(summary: Summary) -> str:
    """Return the run in Markdown: what came in, what came out, how long it took."""
    facts = [
        ("Files read", summary.files_read),
        ("Files unchanged", summary.files_unchanged),
        ("Articles", summary.articles),
        ("Documents new or changed", summary.documents_new),
        ("Copies of other documents", summary.copies),
        ("% copies", f"{100 * summary.copies / max(summary.documents_new, 1):.0f}"),
        ("Reports of events", summary.reports_new),
        ("Events new or changed", summary.events_made),
        ("Rejects", sum(summary.rejects.values())),
        ("Seconds", f"{summary.seconds:.1f}"),
        ("Articles a second", f"{summary.articles / max(summary.seconds, 1e-9):.0f}"),
    ]
    sections = [f"# {summary.label}", _table(("", "count"), facts)]
    if summary.reports:
        rows = event_table(summary.reports)
        sections += ["## Events", _table(tuple(rows[0]), [tuple(row.values()) for row in rows])]
    if summary.rejects:
        rejected = reject_table(summary.rejects)
        rows_of = [tuple(row.values()) for row in rejected]
        sections += [
            "## Rejects",
            _table(tuple(rejected[0]), rows_of),
            "Every one with its message: `sitrep sql 'FROM rejects'`",
        ]
    return "\n\n".join(sections) + "\n"


def report_address(path: Path, settings: Settings) -> str:
    """Return the link to a report: where its folder is served if that is known, else its file."""
    if settings.report.address is None:
        return path.resolve().as_uri()
    return f"{settings.report.address.rstrip('/')}/{quote(path.name)}"


def silent_table(silent: Sequence[Silent]) -> list[dict[str, object]]:
    """Return a row per source that has gone silent."""
    return [
        {
            "source": each.source,
            "last new": f"{each.last_seen:%Y-%m-%d %H:%M}",
            "days silent": each.days_silent,
            "used to bring something every (days)": round(each.every, 1),
            "articles so far": each.articles,
        }
        for each in silent
    ]


def finding_table(findings: Sequence[Finding]) -> list[dict[str, object]]:
    """Return a row per finding, what is bad first."""
    order = {"error": 0, "warning": 1, "ok": 2}
    return [dict(each.to_json()) for each in sorted(findings, key=lambda f: order[f.level])]


def quality_text(drifts: Sequence[Drift]) -> str:
    """Return in Markdown how the last days stand against the weeks before."""
    rows = [
        (each.measure, _figure(each.recent), _figure(each.before), _verdict(each))
        for each in drifts
    ]
    table = _table(("", "last 2 days", "4 weeks before", ""), rows)
    return f"# Quality\n\n{table}\n\nBy day: `sitrep sql 'FROM daily_quality'`\n"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _verdict(drift: Drift) -> str:
    if drift.deviations is None:
        return "too little to compare"
    verdict = "**drifts**" if drift.drifts else "as before"
    return f"{verdict} ({drift.deviations:+.1f} standard deviations)"


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)
