"""`sitrep resolve`: the stage alone."""

from typing import Any

import typer

from flows.cli.exits import Exit
from schemas.settings import Settings
from tasks.exclusive import exclusive
from tasks.resolve.decide import follow
from warehouse.connection import writer
from warehouse.lookup import totals
from warehouse.publish import publish
from warehouse.query import connect_snapshot


def resolve_command(options: dict[str, Any]) -> Exit:
    """Group reports into events, publish, and tell how many there are."""
    settings = Settings(**options)
    with exclusive(settings):
        with writer(settings) as connection:
            follow(connection, settings)
        publish(settings)
    with connect_snapshot(settings) as connection:
        counts = totals(connection)
    typer.echo(f"{counts['reports']:,} reports, {counts['events']:,} events")
    return Exit.OK
