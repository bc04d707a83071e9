"""What a run shows of itself in the Prefect UI: pure functions from counts to tables and text."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from flows.markdown import plain, table, table_of
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
        ("Files read", f"{summary.files_read:,}"),
        ("Files unchanged", f"{summary.files_unchanged:,}"),
        ("Articles", f"{summary.articles:,}"),
        ("Documents new or changed", f"{summary.documents_new:,}"),
        ("Of these, copies of others", f"{summary.copies:,} ({_share(summary):.0f} %)"),
        ("New reports of events", f"{summary.reports_new:,}"),
        ("Events new or changed", f"{summary.events_made:,}"),
        ("Rejects", f"{sum(summary.rejects.values()):,}"),
        ("Time", f"{summary.seconds:.1f} s"),
        ("Throughput", f"{summary.articles / max(summary.seconds, 1e-9):.1f} articles a second"),
        ("Sources gone silent", f"{len(summary.silent):,}"),
    ]
    sections = [f"# {summary.label}", table(("this run", ""), facts)]
    if summary.reports:
        title = "## Reports of events, by type and status"
        sections += [title, table_of(event_table(summary.reports))]
    if summary.rejects:
        sections += [
            "## Rejects",
            table_of(reject_table(summary.rejects)),
            "Every one with its message: `sitrep sql 'FROM rejects'`",
        ]
    if summary.silent:
        silent = [(plain(name), days) for name, days in summary.silent.items()]
        sections += [
            "## Sources gone silent",
            table(("source", "days silent"), silent),
            "More of each: `sitrep sources`, and the artifact `silent-sources` of `watch`",
        ]
    return "\n\n".join(sections) + "\n"


def _share(summary: Summary) -> float:
    """Return how many of a hundred new documents are copies."""
    return 100 * summary.copies / max(summary.documents_new, 1)


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
            "last new (UTC)": f"{each.last_seen:%Y-%m-%d %H:%M}",
            "days silent": each.days_silent,
            "why it counts as silent": each.why,
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
    compared = table(("", "last 2 days", "4 weeks before", ""), rows)
    return f"# Quality\n\n{compared}\n\nBy day: `sitrep sql 'FROM daily_quality'`\n"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _verdict(drift: Drift) -> str:
    if drift.deviations is None:
        return "too little to compare"
    verdict = "**drifts**" if drift.drifts else "as before"
    return f"{verdict} ({drift.deviations:+.1f} standard deviations)"
