"""`sitrep schema`."""

import json

import typer
from pydantic.json_schema import models_json_schema

from flows.cli.exits import Exit
from schemas.document import Document
from schemas.event import Deployment, Meeting, Transfer, Visit
from schemas.reject import Reject
from schemas.report import Report
from schemas.source import Source

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
