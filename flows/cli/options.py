"""Options that many commands take."""

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path | None,
    typer.Option("--data", help="Folder of all that is kept.  [env: SITREP_DATA; default: data]"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
