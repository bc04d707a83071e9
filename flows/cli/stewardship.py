"""`sitrep maintain` and what else keeps a warehouse in order."""

from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer()

Data = Annotated[
    Path | None,
    typer.Option("--data", help="Folder of all that is kept.  [env: SITREP_DATA; default: data]"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only tell what would be done.")]


@app.command()
def maintain(data: Data = None, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Remove what has had its time (settings: retention), keep a dated snapshot, free space."""
    from flows.cli.maintain import maintain_command

    raise typer.Exit(maintain_command(_given(data), dry_run=dry_run, as_json=as_json))


@app.command()
def forget(
    wanted: Annotated[
        list[str] | None,
        typer.Argument(metavar="URI...", help="Addresses of articles or files, or document ids."),
    ] = None,
    data: Data = None,
    note: Annotated[str | None, typer.Option("--note", help="Why.")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who.  [default: the user]")] = None,
    allow_again: Annotated[
        bool, typer.Option("--allow-again", help="It may come in again, now or at last.")
    ] = False,
    dry_run: DryRun = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    listed: Annotated[
        bool, typer.Option("--list", help="List when, by whom and why, as JSON lines.")
    ] = False,
) -> None:
    """Take an article, every version of it and all that rests on it, out of everything."""
    from flows.cli.forget import Asked, forget_command, list_command

    if listed:
        raise typer.Exit(list_command(_given(data)))
    if not wanted:
        raise typer.BadParameter("name an article by its URI, or use --list")
    asked = Asked(by, note, again=allow_again, yes=yes, dry_run=dry_run)
    raise typer.Exit(forget_command(wanted, _given(data), asked))


def _given(data: Path | None) -> dict[str, Any]:
    return {} if data is None else {"data": data}
