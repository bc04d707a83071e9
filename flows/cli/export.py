"""`sitrep export`: events or reports as JSON lines."""

import json
import sys
from typing import Any

import typer

from flows.cli.exits import Exit
from schemas.settings import Settings
from warehouse.outlet import event_lines, report_lines
from warehouse.query import connect_snapshot


def export_command(options: dict[str, Any], *, reports: bool) -> Exit:
    """Print a line per event or, with `reports`, per article."""
    lines = 0
    with connect_snapshot(Settings(**options)) as connection:
        for line in report_lines(connection) if reports else event_lines(connection):
            sys.stdout.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
            lines += 1
    if not lines:
        typer.secho("sitrep: there is nothing to export yet", fg="red", err=True)
    return Exit.OK if lines else Exit.NOTHING
