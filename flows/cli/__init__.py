"""The command `sitrep`. Each command imports what it needs when it runs: `--help` stays quick."""

import os
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from flows.cli import decide, export, search, service, sources, stewardship
from flows.cli import report as report_cli
from flows.cli.exits import Exit
from flows.cli.options import AsJson, Data
from flows.cli.terminal import complain

app = typer.Typer(
    name="sitrep",
    help="From news files to a database of what states did: visits, meetings, deployments,"
    " arms transfers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Paths = Annotated[list[str], typer.Argument(help="Files, folders or globs; - for standard input.")]
Workers = Annotated[
    int | None, typer.Option("--workers", min=1, help="Processes.  [default: one a core]")
]
BatchSize = Annotated[int | None, typer.Option("--batch-size", min=1, help="Documents to a batch.")]
app.add_typer(decide.app)
app.add_typer(stewardship.app)
app.add_typer(sources.app)
app.add_typer(search.app)
app.add_typer(export.app)
app.command()(report_cli.report)
app.add_typer(service.app)


def _given(**options: Any) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


@app.command()
def run(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders or globs; - for standard input; none for all that was fetched."
        ),
    ] = None,
    data: Data = None,
    workers: Workers = None,
    batch_size: BatchSize = None,
    as_json: AsJson = False,
    strict: Annotated[
        bool, typer.Option("--strict", help=f"Exit {Exit.REJECTS} if anything was rejected.")
    ] = False,
) -> None:
    """Read news files, extract events and load them into the warehouse."""
    from flows.cli.run import run_command

    options = _given(data=data, workers=workers, batch_size=batch_size)
    raise typer.Exit(run_command(paths or [], options, as_json=as_json, strict=strict))


@app.command()
def extract(paths: Paths, workers: Workers = None, batch_size: BatchSize = None) -> None:
    """Print the events of each article as one JSON line, without Prefect or a database."""
    from flows.cli.extract import extract_command

    raise typer.Exit(extract_command(paths, _given(workers=workers, batch_size=batch_size)))


@app.command()
def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(help="JSON Lines of annotated documents, as docs/evaluate.md shows them."),
    ],
    part: Annotated[
        Literal["all", "read", "aside"],
        typer.Option("--part", help="Only the documents kept aside, or only the others."),
    ] = "all",
    by: Annotated[
        Literal["frame", "confidence"] | None,
        typer.Option("--by", help="Also the figures by frame, or by confidence."),
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="Every error, and their kinds.")] = False,
    against: Annotated[
        Path | None,
        typer.Option("--against", help="Records of `sitrep extract` on the same, to compare with."),
    ] = None,
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Extract annotated documents and tell how often that is right."""
    from flows.cli.evaluate import Asked, evaluate_command

    asked = Asked(part, by, errors=errors, as_json=as_json, against=against)
    raise typer.Exit(evaluate_command(gold, _given(workers=workers), asked))


@app.command()
def explain(
    document: Annotated[
        str, typer.Argument(metavar="DOC", help="A file of one or more articles; - for input.")
    ],
    at: Annotated[
        int | None,
        typer.Option("--at", min=0, help="Only the sentence with this character of the text."),
    ] = None,
    kind: Annotated[
        Literal["visit", "meeting", "deployment", "transfer"] | None,
        typer.Option("--type", help="Only events of this type."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell what was read as what, and why an event was kept or refused."""
    from flows.cli.explain import explain_command

    raise typer.Exit(explain_command(document, at, kind, as_json=as_json))


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="One SQL statement; - reads standard input.")],
    data: Data = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_json: AsJson = False,
) -> None:
    """Query the published snapshot; nothing can be written."""
    from flows.cli.sql import Form, sql_command

    form: Form = "csv" if as_csv else "json" if as_json else "table"
    raise typer.Exit(sql_command(query, _given(data=data), form))


@app.command()
def show(
    wanted: Annotated[
        str,
        typer.Argument(
            metavar="EVENT|DOC",
            help="Event, report or document id or its beginning; a document's input id or URI.",
        ),
    ],
    data: Data = None,
) -> None:
    """Show the life of an event, or a document with the spans of its events marked."""
    from flows.cli.show import show_command

    raise typer.Exit(show_command(wanted, _given(data=data)))


@app.command()
def diff(
    before: Annotated[
        str | None, typer.Argument(metavar="RUN|TIME", help="Run id or its beginning, or a time.")
    ] = None,
    after: Annotated[str | None, typer.Argument(metavar="RUN|TIME", help="Likewise.")] = None,
    data: Data = None,
    extractor: Annotated[
        bool, typer.Option("--extractor", help="Both are versions of the extractor.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Tell which events a run changed: the last one, or all between two runs or times (UTC)."""
    from flows.cli.diff import diff_command

    options = _given(data=data)
    raise typer.Exit(diff_command(before, after, options, extractor=extractor, as_json=as_json))


@app.command()
def resolve(data: Data = None) -> None:
    """Group reports into events anew, as every run does: after a change of your knowledge."""
    from flows.cli.resolve import resolve_command

    raise typer.Exit(resolve_command(_given(data=data)))


@app.command()
def status(data: Data = None, as_json: AsJson = False) -> None:
    """Tell what the data folder holds and how the last runs went."""
    from flows.cli.status import status_command

    raise typer.Exit(status_command(_given(data=data), as_json=as_json))


@app.command()
def schema(
    tables: Annotated[
        bool, typer.Option("--tables", help="Tables, views and macros with their columns instead.")
    ] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Print the JSON Schema of an extracted document, or what there is to query."""
    from flows.cli.schema import schema_command, tables_command

    told = tables_command(_given(data=data), as_json=as_json) if tables else schema_command()
    raise typer.Exit(told)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(version("sitrep"))
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            envvar="SITREP_CONFIG",
            exists=True,
            dir_okay=False,
            help="Settings file; without it sitrep.toml, if there is one.",
        ),
    ] = None,
) -> None:
    del version
    if config is not None:
        os.environ["SITREP_CONFIG"] = str(config)


def main() -> None:
    """Run the command line; errors that a person can mend are one line on standard error."""
    from pydantic import ValidationError

    from flows.stopping import Stopped
    from schemas.errors import SitrepError

    try:
        app()
    except Stopped as stop:
        complain(f"sitrep: {stop}")
        sys.exit(stop.code)
    except SitrepError as error:
        complain(f"sitrep: {error}")
        sys.exit(Exit.FAILED)
    except ValidationError as error:
        complain(f"sitrep: settings: {error}")
        sys.exit(Exit.USAGE)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.FAILED)
    except OSError as error:
        complain(f"sitrep: {error}; check that the data folder can be written and has room")
        sys.exit(Exit.FAILED)
