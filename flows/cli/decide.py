"""`sitrep decide`: what an analyst decides about events."""

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from flows.cli.options import Data

app = typer.Typer(
    name="decide",
    help="Correct events: merge, split, set a value, dismiss. Decisions are kept with who and when,"
    " hold in every later run, and can be taken back.",
    no_args_is_help=True,
)

Event = Annotated[str, typer.Argument(metavar="EVENT", help="Event id or its beginning.")]
By = Annotated[str | None, typer.Option("--by", help="Who decides.  [default: the user]")]
Note = Annotated[str | None, typer.Option("--note", help="Why.")]


@app.command()
def merge(
    events: Annotated[list[str], typer.Argument(metavar="EVENT EVENT...", help="Event ids.")],
    by: By = None,
    note: Note = None,
    data: Data = None,
) -> None:
    """Say that events are one."""
    _decide(lambda desk: desk.merge(events), by, note, data)


@app.command()
def split(
    event: Event,
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Report id or its beginning.")],
    by: By = None,
    note: Note = None,
    data: Data = None,
) -> None:
    """Say that a report does not tell of an event."""
    _decide(lambda desk: desk.split(event, report), by, note, data)


@app.command("value")
def set_value(
    event: Event,
    slot: Annotated[str, typer.Argument(metavar="FIELD", help="Such as date or place.")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="What is right; null for none.")],
    by: By = None,
    note: Note = None,
    data: Data = None,
) -> None:
    """Correct a field of an event."""
    _decide(lambda desk: desk.set_value(event, slot, value), by, note, data)


@app.command("not-event")
def not_event(event: Event, by: By = None, note: Note = None, data: Data = None) -> None:
    """Say that something is no event."""
    _decide(lambda desk: desk.not_event(event), by, note, data)


@app.command()
def undo(
    decision: Annotated[
        str, typer.Argument(metavar="DECISION", help="Decision id or its beginning.")
    ],
    by: By = None,
    data: Data = None,
) -> None:
    """Take a decision back."""
    _decide(lambda desk: desk.undo(decision), by, None, data)


@app.command("list")
def list_decisions(data: Data = None) -> None:
    """List all decisions, those taken back included."""
    from schemas.settings import Settings
    from warehouse.decisions import read_decisions
    from warehouse.query import connect_snapshot

    with connect_snapshot(_settings(Settings, data)) as connection:
        for row in read_decisions(connection):
            back = (
                f", taken back by {row.revoked_by} {row.revoked_at:%Y-%m-%d}"
                if row.revoked_at
                else ""
            )
            what = " ".join(filter(None, (row.slot, row.value)))
            note = f": {row.note}" if row.note else ""
            others = " ".join(map(str, row.others))
            said = " ".join(filter(None, (row.kind, str(row.one), others, what)))
            typer.echo(
                f"{row.decision_id}  {row.made_at:%Y-%m-%d} {row.made_by}  {said}{note}{back}"
            )


def _decide(
    act: Callable[[Any], UUID], by: str | None, note: str | None, data: Path | None
) -> None:
    from schemas.settings import Settings
    from tasks.resolve.decide import desk

    with desk(_settings(Settings, data), by or getpass.getuser(), note) as opened:
        made = act(opened)
    typer.echo(f"decision {made}")


def _settings(settings: Callable[..., Any], data: Path | None) -> Any:
    return settings(**({"data": data} if data is not None else {}))
