"""`sitrep serve` and `sitrep doctor`: the service, and whether all is well with it."""

import json
import logging
import signal
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.cli.exits import Exit
from flows.cli.options import AsJson, Data

if TYPE_CHECKING:
    from schemas.settings import Settings
    from tasks.checkup import Finding

app = typer.Typer()


@app.command()
def serve(
    data: Data = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes.  [default: one a core]")
    ] = None,
) -> None:
    """Run the flows on their schedules until stopped; needs a standing Prefect server."""
    raise typer.Exit(_serve({"data": data, "workers": workers}))


def _serve(given: dict[str, Any]) -> Exit:
    from flows import environment
    from schemas.settings import Settings

    options = {name: value for name, value in given.items() if value is not None}
    settings = Settings(**options)
    environment.prepare(settings)

    from flows.serve import serve as serve_flows

    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    signal.signal(signal.SIGTERM, _stop)
    with suppress(KeyboardInterrupt):
        serve_flows(settings, {name: str(value) for name, value in options.items()})
    typer.secho("sitrep: stopped; schedules stay, missed runs are made up for", err=True)
    return Exit.OK


def _stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise KeyboardInterrupt


@app.command()
def doctor(
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Check installation, pipeline, server, database and disk; say what to do."""
    raise typer.Exit(_doctor({} if data is None else {"data": data}, as_json=as_json))


def _doctor(options: dict[str, Any], *, as_json: bool) -> Exit:
    from schemas.settings import Settings
    from tasks import checkup

    settings = Settings(**options)
    findings = [*checkup.check_installation(), *checkup.check_pipeline(settings)]
    findings += [*checkup.check_disk(settings), *checkup.check_database(settings)]
    findings += _server_findings(settings)
    if as_json:
        typer.echo(json.dumps([each.to_json() for each in findings], indent=2))
    else:
        _print(findings)
    bad = any(each.level == checkup.Level.ERROR for each in findings)
    return Exit.FAILED if bad else Exit.OK


def _server_findings(settings: "Settings") -> "list[Finding]":
    from flows import environment
    from tasks.checkup import Finding, Level

    environment.prepare(settings)
    try:
        from flows.checkup import check_server
    except ImportError as error:
        todo = "install anew from requirements.lock"
        return [Finding("prefect", Level.ERROR, f"it cannot be loaded: {error}", todo)]
    return list(check_server())


def _print(findings: "Sequence[Finding]") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from flows.cli.terminal import printable

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    colours = {"ok": "green", "warning": "yellow", "error": "red"}
    for each in findings:
        advice = f"\n→ {each.todo}" if each.todo else ""
        row = Text(printable(each.says + advice))
        table.add_row(Text(each.level, colours[each.level]), each.check, row)
    Console().print(table)
