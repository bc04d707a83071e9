"""`sitrep sql`."""

import csv
import sys
from collections.abc import Sequence
from typing import Any, Literal

import duckdb
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.cli.exits import Exit
from flows.cli.terminal import complain, json_text, printable
from schemas.settings import Settings
from warehouse.query import ask, connect_snapshot

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a formula of a spreadsheet begins with."""
Form = Literal["table", "csv", "json"]


def sql_command(query: str, options: dict[str, Any], form: Form) -> Exit:
    """Run a statement against the snapshot and print its rows."""
    statement = sys.stdin.read() if query == "-" else query
    with connect_snapshot(Settings(**options)) as connection:
        try:
            found = ask(connection, statement)
            columns = [each[0] for each in found.description or ()]
            rows = found.fetchall()
        except duckdb.Error as error:
            complain(str(error))
            return Exit.FAILED
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(map(_field, columns))
        writer.writerows(map(_field, row) for row in rows)
    elif form == "json":
        typer.echo(json_text([dict(zip(columns, row, strict=True)) for row in rows], indent=2))
    else:
        _show(columns, rows)
    return Exit.OK


def _show(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    console = Console()
    if not console.is_terminal:
        console.width = 200
    table = Table()
    first = rows[0] if rows else ()
    for place, name in enumerate(columns):
        number = bool(rows) and isinstance(first[place], int | float)
        table.add_column(Text(printable(name)), justify="right" if number else "left")
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    console.print(table)
    console.print(f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}", style="dim")


def _field(value: Any) -> Any:
    """Return a field of CSV; text that a spreadsheet would take for a formula is marked as text."""
    if not isinstance(value, str):
        return value
    return printable(f"'{value}" if value.startswith(FORMULA) else value)


def _cell(value: Any) -> Text:
    if value is None:
        return Text("null", style="dim")
    if isinstance(value, list):
        return Text(printable("; ".join(map(str, value))))
    return Text(printable(str(value)))
