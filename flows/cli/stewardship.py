"""`sitrep maintain` and what else keeps a warehouse in order."""

from pathlib import Path
from typing import Annotated, Any

import typer

from flows.cli.options import AsJson, Data

app = typer.Typer()

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


@app.command()
def backup(
    target: Annotated[
        Path,
        typer.Argument(metavar="FILE.tar|FOLDER", help="A new file, or a folder to put it in."),
    ],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write warehouse, raw store and state to one verified file; runs may go on meanwhile."""
    from flows.cli.backup import backup_command

    raise typer.Exit(backup_command(target, _given(data), as_json=as_json))


@app.command()
def restore(
    source: Annotated[
        str | None,
        typer.Argument(metavar="BACKUP", help="A backup; with --snapshot the name of one."),
    ] = None,
    data: Data = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    snapshot: Annotated[
        bool,
        typer.Option("--snapshot", help="Make the newest readable snapshot the warehouse."),
    ] = False,
    verify: Annotated[bool, typer.Option("--verify", help="Only check the backup.")] = False,
) -> None:
    """Bring back a backup, or a snapshot where the warehouse is damaged."""
    from flows.cli.backup import restore_command, verify_command

    if not snapshot and source is None:
        raise typer.BadParameter("name a backup, or use --snapshot")
    if verify and source is not None:
        raise typer.Exit(verify_command(Path(source)))
    raise typer.Exit(restore_command(source, _given(data), force=force, snapshot=snapshot))


@app.command()
def reprocess(
    data: Data = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", help="Published then or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help="Published then or earlier.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", help="Publisher or address, with % for anything."),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """After an upgrade: make again what an earlier version made, and tell what changed."""
    from flows.cli.reprocess import day, reprocess_command
    from warehouse.outdated import Period

    period = Period(day(since), day(until), source)
    raise typer.Exit(reprocess_command(period, _given(data), dry_run=dry_run))


def _given(data: Path | None) -> dict[str, Any]:
    return {} if data is None else {"data": data}
