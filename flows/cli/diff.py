"""`sitrep diff`: which events are not the same after a run as after another."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import typer
from rich.console import Console
from rich.text import Text

from flows.cli.exits import Exit
from flows.cli.terminal import json_text, printable
from schemas.errors import SitrepError
from schemas.settings import Settings
from warehouse.changes import Change, RunRow, changes, forgotten, runs
from warehouse.life import headline
from warehouse.query import connect_snapshot

MARKS = {"new": "+", "gone": "-", "changed": "~"}


class NoSuchRunError(SitrepError):
    """What was named is no run, moment or version."""


def diff_command(
    before: str | None,
    after: str | None,
    options: dict[str, Any],
    *,
    extractor: bool,
    as_json: bool,
) -> Exit:
    """Print the events that came, went or changed between two runs, moments or versions."""
    with connect_snapshot(Settings(**options)) as connection:
        known = runs(connection)
        first, second = _moments(known, before, after, extractor=extractor)
        found = changes(connection, first, second)
        missing = forgotten(connection, first)
    if as_json:
        typer.echo(json_text([each._asdict() for each in found], indent=2))
    else:
        _show(found)
        if missing:
            typer.echo(
                f"{missing} events known before rested on articles that were forgotten since"
            )
    return Exit.OK


def _moments(
    known: Sequence[RunRow], before: str | None, after: str | None, *, extractor: bool
) -> tuple[datetime, datetime]:
    if len(known) < 2 and before is None:
        raise NoSuchRunError("there is only one run yet; nothing to compare it with")
    find = _of_version if extractor else _moment
    first = known[-2].at if before is None else find(known, before)
    return first, known[-1].at if after is None else find(known, after)


def _moment(known: Sequence[RunRow], wanted: str) -> datetime:
    """Read a run's id or its beginning, or a date and time (UTC without a zone)."""
    fits = [run for run in known if len(wanted) >= 6 and str(run.run_id).startswith(wanted.lower())]
    if len(fits) == 1:
        return fits[0].at
    try:
        moment = datetime.fromisoformat(wanted)
    except ValueError:
        raise NoSuchRunError(
            f"{wanted!r} is neither a run (six characters of its id or more) nor a time such as"
            " 2026-03-01T12:00; `sitrep sql 'FROM runs'` lists the runs"
        ) from None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _of_version(known: Sequence[RunRow], wanted: str) -> datetime:
    fits = [run.at for run in known if run.extractor == wanted]
    if not fits:
        versions = ", ".join(sorted({run.extractor for run in known if run.extractor}))
        raise NoSuchRunError(f"no run had version {wanted!r} of the extractor; there is {versions}")
    return max(fits)


def _show(found: Sequence[Change]) -> None:
    console = Console()
    for each in found:
        line = f"{MARKS[each.kind]} {str(each.event_id)[:13]}  {headline(each.event)}"
        console.print(Text(printable(line)), soft_wrap=True)
        for name, (was, now) in each.fields.items():
            console.print(Text(printable(f"      {name}: {was} → {now}"), style="dim"))
    counts: Counter[str] = Counter(each.kind for each in found)
    console.print(", ".join(f"{counts[kind]} {kind}" for kind in MARKS), style="dim")
