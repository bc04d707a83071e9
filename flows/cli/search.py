"""`sitrep search`: words in documents, or in what reports rest on."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.cli.exits import Exit
from flows.cli.narrow import Country, First, Kind, Last, day
from flows.cli.options import AsJson, Data

if TYPE_CHECKING:
    from rich.console import Console

    from warehouse.search import Hits, Wanted

app = typer.Typer()


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words to look for, in any form.")],
    evidence: Annotated[
        bool, typer.Option("--evidence", help="In the quotes that events rest on, not the texts.")
    ] = False,
    first: First = None,
    last: Last = None,
    country: Country = None,
    kind: Kind = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Results at most.")] = 10,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Find documents by their words, or events by their evidence; the best come first."""
    from warehouse.search import Wanted

    wanted = Wanted(
        " ".join(words), "evidence" if evidence else "documents", day(first), day(last), country,
        kind, limit,
    )  # fmt: skip
    raise typer.Exit(_search(wanted, {} if data is None else {"data": data}, as_json=as_json))


def _search(wanted: "Wanted", options: dict[str, Any], *, as_json: bool) -> Exit:
    from schemas.settings import Settings
    from warehouse.query import connect_snapshot
    from warehouse.search import search as find

    with connect_snapshot(Settings(**options)) as connection:
        hits = find(connection, wanted)
    if as_json:
        _print_json(hits)
    elif hits.rows:
        _print_hits(hits)
    else:
        typer.secho(f"sitrep: nothing has {wanted.query!r}", fg="red", err=True)
    return Exit.OK if hits.rows else Exit.NOTHING


def _print_json(hits: "Hits") -> None:
    import json

    shown = {"total": hits.total, "words": hits.forms, "results": hits.rows}
    typer.echo(json.dumps(shown, default=str, ensure_ascii=False, indent=2))


def _print_hits(hits: "Hits") -> None:
    from rich.console import Console

    console = Console()
    for row in hits.rows:
        _print_hit(console, row, hits.forms)
    shown = len(hits.rows)
    more = f"{shown:,} of {hits.total:,}" if shown < hits.total else f"{shown:,}"
    console.print(f"{more} found", style="dim")


def _print_hit(console: "Console", row: dict[str, Any], forms: list[str]) -> None:
    from rich.text import Text

    from flows.cli.terminal import printable

    event = "evidence" in row
    facts = (
        row["published"] or "undated", row["publisher"],
        *((row["type"], row["status"], row["date"], row["place"], row["country"]) if event else ()),
        row["title"],
    )  # fmt: skip
    head = f"{row['rank']:>3}  " + " · ".join(str(fact) for fact in facts if fact)
    console.print(Text(printable(head), style="cyan"), soft_wrap=True)
    quote = " ".join((row["evidence"] if event else row["snippet"]).split())
    passage = Text("     " + printable(quote))
    passage.highlight_words(forms, style="bold yellow", case_sensitive=False)
    console.print(passage, soft_wrap=True)
    key = f"event {row['event_id']}" if event else f"document {row['document_id']}"
    console.print(Text("     " + key, style="dim"), soft_wrap=True)
