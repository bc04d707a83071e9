"""`sitrep run`: progress while it goes, a summary at the end."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.progress import TimeElapsedColumn as Elapsed
from rich.table import Table

from flows import environment
from flows.artifacts import event_table, reject_table
from flows.cli.exits import Exit
from flows.progress import Progress as Step
from flows.progress import watched_by
from flows.stopping import stoppable
from flows.summary import Summary
from schemas.settings import Settings
from tasks.fetch.standing import standing_paths

KEPT = "what was done is kept, and the next run goes on from there"


@stoppable(KEPT)
def run_command(paths: list[str], options: dict[str, Any], *, as_json: bool, strict: bool) -> Exit:
    """Run the flow in this process and report on it."""
    settings = Settings(**options)
    if not paths and not standing_paths(settings):
        typer.echo("Nothing was fetched yet: name files, or `sitrep fetch` first.", err=True)
        return Exit.NOTHING
    environment.prepare(settings)
    terminal = Console(stderr=True)
    with terminal.status("starting Prefect"):
        from prefect import tags

        from flows import server
        from flows.run import run
        from tasks.versions import pipeline_version

        server.bring()
    with _bars(terminal), tags(f"pipeline {pipeline_version(settings)}"):
        summary = run(paths, {name: str(value) for name, value in options.items()})
    if as_json:
        typer.echo(json.dumps(summary.to_json(), indent=2))
    else:
        show(summary, Console())
    if summary.articles + summary.files_unchanged + summary.files_read == 0:
        return Exit.NOTHING
    return Exit.REJECTS if strict and summary.rejects else Exit.OK


@contextmanager
def _bars(terminal: Console) -> Iterator[None]:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[detail]}"),
        Elapsed(),
    )
    with Progress(*columns, console=terminal, transient=True) as bars:
        bar = bars.add_task("start", total=None, detail="waiting for the Prefect server")

        def listener(step: Step) -> None:
            elapsed = bars.tasks[0].elapsed or 0.0
            rate = step.done / elapsed if elapsed else 0.0
            detail = f"{rate:,.0f} articles/s, {step.reports:,} reports, {step.rejects:,} rejects"
            bars.update(
                bar,
                description=step.stage,
                total=step.articles or None,
                completed=step.done,
                detail=detail,
            )

        with watched_by(listener):
            yield


def show(summary: Summary, console: Console) -> None:
    """Print what came of a run."""
    console.print(
        f"[bold]{summary.articles:,}[/] articles in {summary.files_read:,} files"
        f" ({summary.files_unchanged:,} unchanged),"
        f" [bold]{summary.documents_new:,}[/] documents new or changed,"
        f" {summary.copies:,} copies, {summary.seconds:.1f} s"
    )
    if summary.events_made:
        console.print(
            f"[bold]{summary.reports_new:,}[/] new reports,"
            f" [bold]{summary.events_made:,}[/] events new or changed"
        )
    for title, rows in (
        ("Reports of events", event_table(summary.reports)),
        ("Rejects", reject_table(summary.rejects)),
    ):
        if rows:
            console.print(_table(title, rows))
    if summary.rejects:
        console.print("Each reject with its message: sitrep sql 'FROM rejects'")
    if summary.silent:
        console.print(f"Sources gone silent: {len(summary.silent)} (sitrep sources)")


def _table(title: str, rows: list[dict[str, object]]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for name, value in rows[0].items():
        table.add_column(name, justify="right" if isinstance(value, int) else "left")
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    return table
