"""`sitrep status`: what the data folder holds, and how the last runs went."""

from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.cli.exits import Exit
from flows.cli.terminal import json_text, printable
from schemas.settings import Settings
from tasks.stewardship.kept import size_of
from warehouse.home import home_of
from warehouse.lookup import last_runs, totals
from warehouse.query import connect_snapshot

RUNS = 5


def status_command(options: dict[str, Any], *, as_json: bool) -> Exit:
    """Print counts, the newest runs and the commonest rejects."""
    settings = Settings(**options)
    with connect_snapshot(settings) as connection:
        state: dict[str, Any] = {
            "data": str(settings.data.resolve()),
            "published": home_of(settings).published_name(),
            "snapshot_bytes": size_of(settings.snapshot),
            "totals": totals(connection),
            "runs": last_runs(connection, RUNS),
        }
    if as_json:
        typer.echo(json_text(state, indent=2))
        return Exit.OK
    console = Console()
    console.print(Text(printable(state["data"]), style="bold"))
    counts = ", ".join(f"{count:,} {name}" for name, count in state["totals"].items())
    size = state["snapshot_bytes"]
    where = f"snapshot {size / 1e6:,.1f} MB" if size else printable(state["published"])
    console.print(f"{counts}; {where}")
    _print_runs(console, state["runs"])
    return Exit.OK


def _print_runs(console: Console, runs: list[dict[str, Any]]) -> None:
    if not runs:
        return
    table = Table(title="Last runs", title_justify="left", title_style="bold")
    for name in runs[0]:
        table.add_column(name.replace("_", " "))
    for run in runs:
        table.add_row(
            *(Text(printable("" if value is None else str(value))) for value in run.values())
        )
    console.print(table)
