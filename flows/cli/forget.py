"""`sitrep forget`: an article and all that rests on it."""

import getpass
import json
from typing import Any, NamedTuple

import typer
from rich.console import Console
from rich.text import Text

from flows.cli.exits import Exit
from flows.cli.terminal import printable
from schemas.settings import Settings
from tasks.stewardship.forget import Forgotten, Wish, forget, preview
from warehouse.forget import Forgettable
from warehouse.query import connect_snapshot
from warehouse.tombstones import forgettings

MOST = 20
"""Articles that are listed."""


class Asked(NamedTuple):
    """What the command line asks for."""

    by: str | None
    note: str | None
    again: bool
    yes: bool
    dry_run: bool


def forget_command(wanted: list[str], options: dict[str, Any], asked: Asked) -> Exit:
    """Show what goes, ask, and take it out."""
    settings = Settings(**options)
    console = Console()
    found = preview(settings, wanted)
    _show(found, console)
    if asked.dry_run:
        return Exit.OK if found.sources else Exit.NOTHING
    if found.sources and not asked.yes:
        typer.confirm("Forget all this for good?", abort=True)
    wish = Wish(tuple(wanted), asked.by or getpass.getuser(), asked.note, asked.again)
    _tell(forget(settings, wish), console)
    return Exit.OK


def list_command(options: dict[str, Any]) -> Exit:
    """Print all acts of forgetting as JSON lines."""
    with connect_snapshot(Settings(**options)) as connection:
        for each in forgettings(connection):
            typer.echo(json.dumps(each._asdict(), default=str))
    return Exit.OK


def _show(found: Forgettable, console: Console) -> None:
    for each in found.documents[:MOST]:
        facts = (each.document_id, each.published, each.publisher, each.title, each.uri)
        line = " · ".join(printable(str(fact)) for fact in facts if fact)
        console.print(Text(line), soft_wrap=True)
    if len(found.documents) > MOST:
        console.print(f"and {len(found.documents) - MOST:,} more")
    console.print(
        f"{found.sources:,} articles as they came in, {len(found.documents):,} documents,"
        f" {found.reports:,} reports, {found.event_versions:,} versions of events"
    )
    if found.copies:
        console.print(f"{found.copies:,} documents that are copies of these stay")


def _tell(done: Forgotten, console: Console) -> None:
    if done.found.sources:
        console.print(f"forgotten; {done.blobs:,} files of the raw store removed")
    if done.shared:
        console.print(
            f"{done.shared:,} files of the raw store stay: other articles are in them too"
        )
    if done.snapshots:
        console.print(f"dated snapshots removed: {', '.join(done.snapshots)}")
    if done.lifted:
        console.print(f"{done.lifted:,} tombstones lifted: it may come in again")
