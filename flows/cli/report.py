"""`sitrep report`: a period as one HTML file."""

import json
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.cli.exits import Exit
from flows.cli.options import AsJson, Data


class Kind(StrEnum):
    """Types of events, as words on the command line."""

    VISIT = "visit"
    MEETING = "meeting"
    DEPLOYMENT = "deployment"
    TRANSFER = "transfer"


def report(
    first: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="First day.  [default: 30 days]"),
    ] = None,
    last: Annotated[
        datetime | None,
        typer.Option("--to", formats=["%Y-%m-%d"], help="Last day.  [default: the last reported]"),
    ] = None,
    kinds: Annotated[
        list[Kind] | None, typer.Option("--type", help="Only events of this type; repeatable.")
    ] = None,
    countries: Annotated[
        list[str] | None,
        typer.Option(
            "--country", help="Only events there or with an actor of it; code or name; repeatable."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="File to write.  [default: DATA/reports/FROM_TO.html]"),
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write what happened in a period into one HTML file that needs no network."""
    from schemas.settings import Settings
    from tasks.report import Asked, write_report

    options: dict[str, Any] = {} if data is None else {"data": data}
    asked = Asked(_day(first), _day(last), tuple(kinds or ()), tuple(countries or ()))
    written = write_report(Settings(**options), asked, out)
    if as_json:
        typer.echo(json.dumps(written.to_json()))
    else:
        typer.echo(written.headline())
    raise typer.Exit(Exit.OK)


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None
