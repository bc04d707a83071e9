"""`sitrep maintain`: what was removed, and what there is."""

import json
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from flows.cli.exits import Exit
from schemas.settings import Settings
from tasks.stewardship.maintain import Maintained, maintain


def maintain_command(options: dict[str, Any], *, dry_run: bool, as_json: bool) -> Exit:
    """Maintain the data folder and tell of it."""
    settings = Settings(**options)
    done = maintain(settings, dry_run=dry_run)
    if as_json:
        typer.echo(json.dumps(_plain(done), indent=2))
    else:
        _show(done, Console(), dry_run=dry_run)
    return Exit.OK


def _plain(done: Maintained) -> dict[str, Any]:
    return {
        "removed": [each._asdict() for each in done.removed],
        "snapshot": str(done.snapshot) if done.snapshot else None,
        "compacted": done.compacted,
        "sizes": done.sizes,
    }


def _show(done: Maintained, console: Console, *, dry_run: bool) -> None:
    verb = "would remove" if dry_run else "removed"
    for each in done.removed:
        console.print(
            f"{each.area}: {verb} {each.number:,} ({each.size / 1e6:,.1f} MB), {each.reason}"
        )
    if not done.removed:
        console.print("nothing to remove" if dry_run else "nothing was to be removed")
    if done.snapshot:
        console.print(f"dated snapshot {done.snapshot.name}{' would be kept' if dry_run else ''}")
    if done.compacted:
        before, after = done.compacted
        console.print(f"warehouse rewritten: {before / 1e6:,.1f} MB, now {after / 1e6:,.1f} MB")
    table = Table(title="What there is", title_justify="left", title_style="bold")
    table.add_column("area")
    table.add_column("MB", justify="right")
    for area, size in done.sizes.items():
        table.add_row(area, f"{size / 1e6:,.1f}")
    console.print(table)
