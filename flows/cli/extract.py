"""`sitrep extract`: articles in, one JSON line each out."""

import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import typer

from flows.cli.batches import in_batches
from flows.cli.exits import Exit
from flows.cli.terminal import complain, json_text
from flows.stopping import stoppable
from schemas.document import Document
from schemas.reject import Reject
from schemas.settings import Settings
from schemas.source import Source
from tasks import batch
from tasks.ingest import RawStore, discover, read

Line = dict[str, Any]


@stoppable()
def extract_command(paths: list[str], options: dict[str, Any]) -> Exit:
    """Print `{"id", "events"}` for each article, in the order of the input."""
    settings = Settings(**options)
    with tempfile.TemporaryDirectory(prefix="sitrep-") as scratch:
        settings = settings.model_copy(update={"data": Path(scratch)})
        lines = refused = 0
        batches = in_batches(_sources(paths, settings), lines_of, settings)
        for entry in chain.from_iterable(batches):
            if isinstance(entry, Reject):
                refused += 1
                complain(f"{entry.uri}: {entry.message}", "yellow")
            else:
                lines += 1
                sys.stdout.write(json_text(entry) + "\n")
    if not lines and not refused:
        typer.secho("sitrep: no article found", fg="red", err=True)
    return Exit.OK if lines else Exit.NOTHING


def _sources(paths: list[str], settings: Settings) -> Iterator[Source | Reject]:
    files, missing = discover(paths, settings.data)
    yield from missing
    store = RawStore(settings.raw)
    for file in files:
        yield from read(file, store.put(file.path), settings)


def lines_of(found: list[Source | Reject], settings: Settings) -> list[Line | Reject]:
    """Return a line per source, in order; a source that was refused has no events."""
    sources = [entry for entry in found if isinstance(entry, Source)]
    extractions, refused = batch.process(sources, batch.extractor(settings), settings)
    events = {
        extraction.document.document_id: [
            report.event.model_dump(mode="json") for report in extraction.reports
        ]
        for extraction in extractions
    }
    lines: list[Line | Reject] = [entry for entry in found if isinstance(entry, Reject)]
    lines += refused
    for source in sources:
        name = source.input_id or source.uri
        lines.append({"id": name, "events": events.get(Document.key(source), [])})
    return lines
