"""`sitrep reprocess`: what is outdated, done again, and what that changed."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from flows import environment
from flows.cli.exits import Exit
from flows.cli.run import KEPT
from flows.cli.terminal import printable
from flows.stopping import stoppable
from schemas.settings import Settings
from tasks.stewardship.reprocess import Outdated, outdated
from warehouse.changes import Change, changes, runs
from warehouse.outdated import Period
from warehouse.query import connect_snapshot

KINDS = ("new", "gone", "changed")


@stoppable(KEPT)
def reprocess_command(period: Period, options: dict[str, Any], *, dry_run: bool) -> Exit:
    """Tell what is outdated, do it again, and tell what changed."""
    settings = Settings(**options)
    console = Console()
    found = outdated(settings, period)
    _show_outdated(found, console)
    if dry_run or not found.documents:
        return Exit.OK
    environment.prepare(settings)
    before = _last_moment(settings)
    with Console(stderr=True).status("doing it again"):
        from flows import server
        from flows.reprocess import reprocess

        server.bring()
        reprocess(*period, {name: str(value) for name, value in options.items()})
    with connect_snapshot(settings) as connection:
        _show_changes(changes(connection, before, datetime.max), console)
    return Exit.OK


def _last_moment(settings: Settings) -> datetime:
    with connect_snapshot(settings) as connection:
        known = runs(connection)
    return max((run.at for run in known), default=datetime.now(UTC).replace(tzinfo=None))


def _show_outdated(found: Outdated, console: Console) -> None:
    console.print(
        f"{len(found.documents):,} documents in {len(found.files):,} files were made by another"
        " version"
    )
    if found.missing:
        console.print(f"{found.missing:,} more cannot be done again: their bytes are not kept")
    if found.parts:
        table = Table(title="What is new", title_justify="left", title_style="bold")
        for name in ("part", "was", "is", "documents"):
            table.add_column(name)
        for part in found.parts:
            table.add_row(
                part.name, printable(part.was), printable(part.now), f"{part.documents:,}"
            )
        console.print(table)


def _show_changes(found: Sequence[Change], console: Console) -> None:
    table = Table(title="Events", title_justify="left", title_style="bold")
    for name in ("type", *KINDS):
        table.add_column(name, justify="left" if name == "type" else "right")
    counts: Counter[tuple[str, str]] = Counter((each.event["type"], each.kind) for each in found)
    for type_ in sorted({type_ for type_, _ in counts}):
        table.add_row(type_, *(str(counts[type_, kind]) for kind in KINDS))
    console.print(table if found else "no event came out otherwise")
    fields = Counter(name for each in found for name in each.fields)
    if fields:
        said = ", ".join(f"{name} {count}" for name, count in fields.most_common())
        console.print(f"changed fields: {said}")
    if found:
        console.print("each of them: sitrep diff")


def day(text: str | None) -> date | None:
    """Read a day such as 2026-03-01.

    Raises:
        typer.BadParameter: it is none.
    """
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day such as 2026-03-01") from None
