"""`sitrep maintain` and what else keeps a warehouse in order."""

from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer()

Data = Annotated[
    Path | None,
    typer.Option("--data", help="Folder of all that is kept.  [env: SITREP_DATA; default: data]"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only tell what would be done.")]


@app.command()
def maintain(data: Data = None, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Remove what has had its time (settings: retention), keep a dated snapshot, free space."""
    from flows.cli.maintain import maintain_command

    raise typer.Exit(maintain_command(_given(data), dry_run=dry_run, as_json=as_json))


def _given(data: Path | None) -> dict[str, Any]:
    return {} if data is None else {"data": data}
