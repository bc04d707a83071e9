"""`sitrep schema`."""

import json
from typing import Any

import typer
from pydantic.json_schema import models_json_schema
from rich.console import Console
from rich.text import Text

from flows.cli.exits import Exit
from flows.cli.terminal import printable
from schemas.document import Document
from schemas.event import Deployment, Meeting, Transfer, Visit
from schemas.reject import Reject
from schemas.report import Report
from schemas.settings import Settings
from schemas.source import Source
from warehouse.catalog import Relation
from warehouse.query import told_tables

MODELS = (Visit, Meeting, Deployment, Transfer, Report, Document, Source, Reject)


def schema_command() -> Exit:
    """Print one JSON Schema (draft 2020-12) whose `$defs` hold every record."""
    _, definitions = models_json_schema(
        [(model, "serialization") for model in MODELS],
        title="sitrep",
        description="An extracted document is {id, events}; each event is one of the four types.",
    )
    kinds = [{"$ref": f"#/$defs/{model.__name__}"} for model in MODELS[:4]]
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["id", "events"],
        "properties": {
            "id": {"type": "string"},
            "events": {"type": "array", "items": {"oneOf": kinds}},
        },
    }
    typer.echo(json.dumps(document | definitions, indent=2, ensure_ascii=False))
    return Exit.OK


def tables_command(options: dict[str, Any], *, as_json: bool) -> Exit:
    """Print every view, macro and table with its comment and columns.

    They are those of the snapshot; where there is none yet, those that this release would make.
    """
    told = told_tables(Settings(**options))
    if as_json:
        typer.echo(json.dumps([_plain(each) for each in told], ensure_ascii=False, indent=2))
        return Exit.OK
    console = Console()
    for each in told:
        console.print(Text(f"{each.name}  {each.kind}", style="bold cyan"), soft_wrap=True)
        console.print(Text(printable(f"  {each.comment or ''}")), soft_wrap=True)
        for column in each.columns:
            line = f"    {column.name:<24} {column.type:<12} {column.comment or ''}"
            console.print(Text(printable(line.rstrip())), soft_wrap=True)
        console.print()
    return Exit.OK


def _plain(relation: Relation) -> dict[str, Any]:
    return relation._asdict() | {"columns": [column._asdict() for column in relation.columns]}
