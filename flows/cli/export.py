"""`sitrep export`: what there is, in the formats of other programs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from flows.cli.exits import Exit
from flows.cli.narrow import Country, First, Kind, Last, day
from flows.cli.options import Data

if TYPE_CHECKING:
    from warehouse.export.package import Release
    from warehouse.export.wish import Wish

app = typer.Typer()


@app.command()
def export(
    views: Annotated[
        list[str] | None,
        typer.Argument(metavar="[VIEW]...", help="Views or tables; `sitrep schema --tables`."),
    ] = None,
    form: Annotated[
        Literal["parquet", "csv", "jsonl", "geojson", "package"] | None,
        typer.Option("--format", help="[default: by the ending of the output; else jsonl]"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="File, or folder for several.  [default: print]"),
    ] = None,
    first: First = None,
    last: Last = None,
    country: Country = None,
    kind: Kind = None,
    reports: Annotated[
        bool, typer.Option("--reports", help="A line per article: id, and records with event_id.")
    ] = False,
    title: Annotated[str | None, typer.Option("--title", help="Of a package.")] = None,
    licence: Annotated[
        str | None, typer.Option("--license", metavar="SPDX", help="Of a package: CC-BY-4.0.")
    ] = None,
    release: Annotated[
        str | None, typer.Option("--release", help="Of a package.  [default: a hash of it all]")
    ] = None,
    data: Data = None,
) -> None:
    """Write views as Parquet, CSV, JSON Lines, GeoJSON or a data package; or print events.

    With neither views nor format nor output, events are printed as JSON lines, each with its
    actors, items and history.
    """
    from warehouse.export.package import Release
    from warehouse.export.select import Narrowing
    from warehouse.export.wish import Wish

    narrowing = Narrowing(day(first), day(last), country, kind)
    options = {} if data is None else {"data": data}
    if not (views or form or output):
        if narrowing:
            raise typer.BadParameter("name the views that are to be narrowed, or give --format")
        raise typer.Exit(_print_lines(options, reports=reports))
    if reports:
        raise typer.BadParameter("--reports goes with no view, format or output")
    said = {"title": title, "licence": licence, "version": release}
    about = Release(**{name: value for name, value in said.items() if value is not None})
    raise typer.Exit(_write(Wish(tuple(views or ()), form, output, narrowing), about, options))


def _print_lines(options: dict[str, Any], *, reports: bool) -> Exit:
    import sys

    from flows.cli.terminal import json_text
    from schemas.settings import Settings
    from warehouse.outlet import event_lines, report_lines
    from warehouse.query import connect_snapshot

    lines = 0
    with connect_snapshot(Settings(**options)) as connection:
        for line in report_lines(connection) if reports else event_lines(connection):
            sys.stdout.write(json_text(line) + "\n")
            lines += 1
    if not lines:
        typer.secho("sitrep: there is nothing to export yet", fg="red", err=True)
    return Exit.OK if lines else Exit.NOTHING


def _write(wish: "Wish", release: "Release", options: dict[str, Any]) -> Exit:
    import sys

    from schemas.settings import Settings
    from warehouse.export.wish import write
    from warehouse.query import connect_snapshot

    with connect_snapshot(Settings(**options)) as connection:
        for path in write(connection, wish, release, sys.stdout.buffer):
            typer.echo(str(path), err=True)
    return Exit.OK
