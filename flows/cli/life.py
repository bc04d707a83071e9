"""`sitrep show EVENT`: the life of an event."""

from uuid import UUID

from duckdb import DuckDBPyConnection
from rich.console import Console
from rich.text import Text

from flows.cli.terminal import printable
from warehouse.life import Life, Row, days, headline, life

FIELDS = ("date", "country", "place", "troops_min", "troops_max", "value_usd")
"""What is shown of a report where the event has something else."""


def print_life(console: Console, connection: DuckDBPyConnection, event_id: UUID) -> None:
    """Print an event with its history, its reports and why they are one."""
    told = life(connection, event_id)
    _line(console, headline(told.event), "bold")
    counts = ", ".join(
        f"{told.event[name]} {name if told.event[name] != 1 else name.removesuffix('s')}"
        for name in ("reports", "texts", "sources")
    )
    when = days(told.event["first_published"], told.event["last_published"])
    _line(console, f"event {event_id} · {counts} · {when}", "dim")
    _line(console, "")
    for turn in told.history:
        alleged = "alleged to be " if turn["alleged"] else ""
        who = turn["publisher"] or "a source without a name"
        _line(
            console, f"{turn['published'] or 'undated'!s:<12}{alleged}{turn['status']}, says {who}"
        )
    for report in told.reports:
        _print_report(console, told.event, report)
    _print_others(console, told)


def _print_report(console: Console, event: Row, report: Row) -> None:
    _line(console, "")
    facts = (
        str(report["published"] or "undated"),
        report["publisher"],
        "copy" if report["copy"] else None,
        report["title"] or report["uri"],
    )
    _line(console, " · ".join(fact for fact in facts if fact), "cyan")
    _line(console, f"    “{report['quote']}”")
    differing = [
        f"{name} {report[name]}" for name in FIELDS if report[name] not in (None, event[name])
    ]
    said = [report["status"], "alleged" if report["alleged"] else None, *differing]
    _line(console, "    " + ", ".join(each for each in said if each))
    _line(console, f"    {report['score']:.2f} {report['reason']}", "dim")
    _line(console, f"    report {report['report_id']}", "dim")


def _print_others(console: Console, told: Life) -> None:
    if told.others:
        _line(console, "")
        _line(console, "Otherwise told")
    for other in told.others:
        texts = "1 text" if other["texts"] == 1 else f"{other['texts']} texts"
        _line(console, f"    {other['slot']} {other['value']} ({texts})")
    if told.decisions:
        _line(console, "")
        _line(console, "Decided")
    for each in told.decisions:
        what = " ".join(filter(None, (each["kind"], each["slot"], each["value"])))
        note = f": {each['note']}" if each["note"] else ""
        by = f"{each['made_at']:%Y-%m-%d} {each['made_by']}"
        _line(console, f"    {by} {what}{note} ({each['decision_id']})")


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(Text(printable(text), style=style), soft_wrap=True)
