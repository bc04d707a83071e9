"""`sitrep show`: the life of an event, or a document with what was read out of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import typer
from rich.console import Console
from rich.text import Text

from flows.cli.exits import Exit
from flows.cli.life import print_life
from flows.cli.terminal import printable
from schemas.settings import Settings
from warehouse.life import find_events
from warehouse.lookup import Found, SpanRow, document_reports, find_documents
from warehouse.query import connect_snapshot

COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "red")
MOST = 20
"""Documents listed when several fit."""


def show_command(wanted: str, options: dict[str, Any]) -> Exit:
    """Print the one event or document that `wanted` names, or the list of what it may name."""
    console = Console()
    with connect_snapshot(Settings(**options)) as connection:
        found = find_documents(connection, wanted)
        events = find_events(connection, wanted) if not found else []
        if len(events) == 1:
            print_life(console, connection, events[0])
            return Exit.OK
        if events:
            return _choose_event(wanted, events)
        if len(found) != 1:
            return _choose(wanted, found)
        reports = document_reports(connection, found[0].document_id)
    _print_document(console, found[0], [span for each in reports for span in each.spans])
    for number, report in enumerate(reports, 1):
        style = COLOURS[(number - 1) % len(COLOURS)]
        console.print(Text(f"[{number}] {printable(report.headline)}", style=f"bold {style}"))
        for span in report.spans:
            if not span.slot.startswith("evidence"):
                where = f"{span.field}[{span.start_at}:{span.end_at}]"
                console.print(Text(f"    {span.slot:<24} {where:<18} {printable(span.quote)}"))
    return Exit.OK


def _choose_event(wanted: str, events: Sequence[UUID]) -> Exit:
    typer.secho(f"sitrep: {len(events)} events fit {wanted!r}; give more of the id:", err=True)
    for event_id in events[:MOST]:
        typer.echo(str(event_id), err=True)
    return Exit.NOTHING


def _choose(wanted: str, found: Sequence[Found]) -> Exit:
    if not found:
        typer.secho(
            f"sitrep: no event or document has the id, input id or URI {wanted!r}",
            fg="red",
            err=True,
        )
        return Exit.NOTHING
    typer.secho(f"sitrep: {len(found)} documents fit {wanted!r}; name one by its id:", err=True)
    for each in found[:MOST]:
        typer.echo(f"{each.document_id}  {printable(each.title or each.text[:60])}", err=True)
    return Exit.NOTHING


def _print_document(console: Console, document: Found, spans: Sequence[SpanRow]) -> None:
    facts = (document.publisher, document.published, document.uri)
    console.print(Text(" · ".join(printable(str(fact)) for fact in facts if fact), style="dim"))
    for field, said in (("title", document.title), ("text", document.text)):
        if said:
            here = [span for span in spans if span.field == field]
            console.print(
                _marked(said, here, coloured=console.is_terminal, bold=field == "title"),
                soft_wrap=True,
            )
            console.print()


def _marked(said: str, spans: Sequence[SpanRow], *, coloured: bool, bold: bool) -> Text:
    """Colour each report's values; where there is no colour, put its number behind its evidence."""
    if coloured:
        text = Text(printable(said), style="bold" if bold else "")
        for span in sorted(spans, key=lambda span: not span.slot.startswith("evidence")):
            style = COLOURS[span.report % len(COLOURS)]
            under = "underline " if span.slot.startswith("evidence") else "reverse "
            text.stylize(under + style, span.start_at, span.end_at)
        return text
    marks = [(span.end_at, span.report + 1) for span in spans if span.slot.startswith("evidence")]
    for end, number in sorted(set(marks), reverse=True):
        said = f"{said[:end]}[{number}]{said[end:]}"
    return Text(printable(said))
