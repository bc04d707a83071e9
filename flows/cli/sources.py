"""`sitrep fetch` and `sitrep sources`."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.cli.exits import Exit
from flows.cli.options import AsJson, Data

if TYPE_CHECKING:
    from rich.console import Console

    from flows.fetched import FetchSummary
    from schemas.settings import Settings

app = typer.Typer()

File = Annotated[
    Path | None,
    typer.Option("--sources", help="What to fetch.  [env: SITREP_SOURCES; default: sources.toml]"),
]


@app.command()
def fetch(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME...", help="Sources to visit, due or not.")
    ] = None,
    now: Annotated[bool, typer.Option("--now", help="Visit all, due or not.")] = False,
    look: Annotated[
        bool, typer.Option("--try", help="Print the articles that a source lists; keep nothing.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help=f"Exit {Exit.REJECTS} if anything failed.")
    ] = False,
    data: Data = None,
    sources: File = None,
    as_json: AsJson = False,
) -> None:
    """Visit the sources that are due; `sitrep run` without paths then reads what is new."""
    options = _given(data=data, sources=sources)
    command = _try if look else _fetch
    raise typer.Exit(command(names or [], options, now=now, strict=strict, as_json=as_json))


@app.command("sources")
def list_sources(data: Data = None, sources: File = None, as_json: AsJson = False) -> None:
    """List the sources: how each does, when it brought something last, what went wrong."""
    from schemas.settings import Settings
    from tasks.fetch.config import load_sources
    from tasks.fetch.health import health
    from tasks.fetch.state import states_of

    settings = Settings(**_given(data=data, sources=sources))
    loaded = load_sources(settings)
    states = states_of(loaded, settings)
    rows = [health(each, states[each.name], datetime.now(UTC)) for each in loaded]
    if as_json:
        typer.echo(json.dumps([row._asdict() for row in rows], default=str, indent=2))
    else:
        _print_health(rows)
    raise typer.Exit(Exit.OK if rows else Exit.NOTHING)


def _given(**options: Any) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


def _fetch(
    names: list[str], options: dict[str, Any], *, now: bool, strict: bool, as_json: bool
) -> Exit:
    from rich.console import Console

    from flows import environment
    from schemas.settings import Settings

    settings = Settings(**options)
    if not _checked(names, settings):
        return Exit.NOTHING
    environment.prepare(settings)
    terminal = Console(stderr=True)
    with terminal.status("starting Prefect"):
        from flows.fetch import fetch as flow
    try:
        with terminal.status("fetching"):
            summary = flow(names, now, {name: str(value) for name, value in options.items()})
    except KeyboardInterrupt:
        terminal.print("Stopped. What was fetched is kept.")
        return Exit.INTERRUPTED
    if as_json:
        typer.echo(json.dumps(summary.to_json(), indent=2))
    else:
        _print_summary(summary, Console())
    bad = summary.failed or summary.total("refused")
    return Exit.REJECTS if strict and bad else Exit.OK


def _checked(names: list[str], settings: "Settings") -> bool:
    """Tell whether there is any source; mistakes are told before Prefect starts."""
    from tasks.fetch.config import chosen, load_sources

    if chosen(load_sources(settings), names):
        return True
    typer.echo(f"{settings.sources} names no source that is enabled.", err=True)
    return False


def _try(
    names: list[str], options: dict[str, Any], *, now: bool, strict: bool, as_json: bool
) -> Exit:
    from flows.cli.terminal import printable
    from schemas.fetch_source import WebSource
    from schemas.settings import Settings
    from tasks.fetch.client import Client
    from tasks.fetch.config import chosen, load_sources
    from tasks.fetch.failure import FetchError
    from tasks.fetch.visit import Fetching, survey
    from tasks.fetch.wanted import Claims

    del now, strict
    settings = Settings(**options)
    failed = False
    client = Client(settings.fetch, settings.fetched)
    fetching = Fetching(settings, client, os.environ, Claims([]))
    for source in chosen(load_sources(settings), names):
        if not isinstance(source, WebSource):
            continue
        try:
            found = survey(source, fetching)
        except FetchError as error:
            failed = True
            typer.secho(f"{source.name}: {printable(error.message)}", fg="red", err=True)
            continue
        if as_json:
            told = [{"source": source.name, **each._asdict()} for each in found]
            typer.echo("\n".join(json.dumps(each) for each in told))
            continue
        typer.echo(f"{source.name}: {len(found)} articles")
        for each in found:
            said = "  ".join(filter(None, (each.url, each.published, each.title)))
            typer.echo(f"  {printable(said)}")
    client.close()
    return Exit.FAILED if failed else Exit.OK


def _print_summary(summary: "FetchSummary", console: "Console") -> None:
    from rich.markup import escape
    from rich.table import Table

    from flows.cli.terminal import printable
    from flows.fetched import visit_table

    console.print(summary.headline(), highlight=False)
    rows = visit_table(summary.visits)
    if rows:
        table = Table()
        for name, value in rows[0].items():
            table.add_column(name, justify="right" if isinstance(value, int) else "left")
        for row in rows:
            table.add_row(*(escape(printable(str(value))) for value in row.values()))
        console.print(table)
    elif summary.next_visit:
        console.print(
            f"Nothing is due before {summary.next_visit:%Y-%m-%d %H:%M} UTC;"
            " --now visits all sources."
        )
    if summary.total("new") + summary.total("changed"):
        console.print("Now `sitrep run` reads what is new.")


def _print_health(rows: list[Any]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from flows.cli.terminal import printable

    colours = {"ok": "green", "failing": "red", "silent": "yellow"}
    table = Table(box=None, padding=(0, 2, 0, 0), caption="times in UTC; counts of seven days")
    table.add_column("source", overflow="fold")
    for head in ("state", "success", "last new"):
        table.add_column(head, no_wrap=True)
    for head in ("new", "changed", "refused"):
        table.add_column(head, justify="right")
    for row in rows:
        colour = colours.get(row.state, "dim")
        table.add_row(
            row.name,
            f"[{colour}]{row.state}{f' ×{row.failures}' if row.failures else ''}[/]",
            *(_moment(each) for each in (row.last_success, row.last_new)),
            *(f"{each:,}" for each in (row.new_7_days, row.changed_7_days, row.refused_7_days)),
        )
    console = Console()
    console.print(table)
    for row in rows:
        if row.error:
            console.print(f"[bold]{row.name}[/]: {escape(printable(row.error))}")


def _moment(moment: datetime | None) -> str:
    return f"{moment:%m-%d %H:%M}" if moment else ""
