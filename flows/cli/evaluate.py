"""`sitrep evaluate`: extracts annotated documents, and says how often it was right."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import typer
from rich.console import Console

from flows.cli import figures
from flows.cli.batches import in_batches
from flows.cli.exits import Exit
from flows.cli.terminal import complain, json_text
from flows.stopping import stoppable
from schemas.document import Document
from schemas.reject import Reject
from schemas.settings import Columns, Settings
from schemas.source import Source
from tasks import batch
from tasks.evaluate import (
    Evaluation,
    Found,
    GoldDocument,
    GoldError,
    Judged,
    Part,
    part_of,
    read_gold,
)
from tasks.ingest import RawStore, discover, read

BATCH = 40
"""Documents to a batch: a few hundred documents keep every worker busy."""

Key = tuple[str, str]
"""Address of the file, and the document's id in it."""
Records = dict[Key, tuple[Found, ...]]


class Asked(NamedTuple):
    """What to evaluate, and what to show of it."""

    part: Part | Literal["all"] = "all"
    by: figures.Group | None = None
    errors: bool = False
    as_json: bool = False
    against: Path | None = None


@stoppable()
def evaluate_command(paths: Sequence[Path], options: dict[str, Any], asked: Asked) -> Exit:
    """Extract the documents of the files, compare, print.

    Raises:
        GoldError: a file cannot be used as annotated documents.
    """
    settings = Settings(**options)
    chosen = {path: _chosen(path, asked.part) for path in paths}
    earlier = _earlier(asked.against, chosen) if asked.against else None
    if not any(chosen.values()):
        typer.secho(f"sitrep: no document is in the part {asked.part!r}", fg="red", err=True)
        return Exit.NOTHING
    with Console(stderr=True).status(f"reading {sum(map(len, chosen.values())):,} documents"):
        records = extracted(chosen, settings)
    sets = {str(path): Evaluation(tuple(_judged(path, chosen[path], records))) for path in chosen}
    whole = Evaluation(tuple(each for one in sets.values() for each in one.documents))
    groups = _groups(sets, whole)
    before = None if earlier is None else _with_records(whole, earlier)
    if asked.as_json:
        shown = figures.as_json(whole, groups, before)
        typer.echo(json_text(shown, indent=2))
    else:
        figures.show(whole, groups, before, asked.by, errors=asked.errors)
    return Exit.OK


def _chosen(path: Path, part: Part | Literal["all"]) -> list[GoldDocument]:
    return [each for each in read_gold(path) if part in ("all", part_of(each.document_id))]


def _earlier(path: Path, chosen: dict[Path, list[GoldDocument]]) -> list[GoldDocument]:
    earlier = read_gold(path, with_text=False)
    ids = {each.document_id for documents in chosen.values() for each in documents}
    if ids and ids.isdisjoint(each.document_id for each in earlier):
        raise GoldError(
            f"{path}: holds none of these documents; make it with `sitrep extract` from the same"
            " annotated files"
        )
    return earlier


def _judged(path: Path, documents: list[GoldDocument], records: Records) -> Iterator[Judged]:
    uri = path.resolve().as_uri()
    for document in documents:
        yield Judged(document, records.get((uri, document.document_id), ()))


def _groups(sets: dict[str, Evaluation], whole: Evaluation) -> dict[str, Evaluation]:
    """Each file, all of them, and the two parts of each where it has both."""
    groups: dict[str, Evaluation] = {}
    for name, one in (*sets.items(), *([("all", whole)] if len(sets) > 1 else [])):
        groups[name] = one
        parts: dict[str, list[Judged]] = {}
        for each in one.documents:
            parts.setdefault(part_of(each.gold.document_id), []).append(each)
        if len(parts) > 1:
            groups |= {f"{name}: {part}": Evaluation(tuple(parts[part])) for part in sorted(parts)}
    return groups


def _with_records(whole: Evaluation, earlier: list[GoldDocument]) -> Evaluation:
    """The same documents with the records of an earlier extraction."""
    events = {each.document_id: each.events for each in earlier}
    return Evaluation(
        tuple(
            Judged(
                each.gold,
                tuple(Found(event, "", 1.0) for event in events.get(each.gold.document_id, ())),
            )
            for each in whole.documents
        )
    )


def extracted(chosen: dict[Path, list[GoldDocument]], settings: Settings) -> Records:
    """Extract the chosen documents of each file; what is refused is told on standard error."""
    records: Records = {}
    with tempfile.TemporaryDirectory(prefix="sitrep-") as scratch:
        update = {"data": Path(scratch), "batch_size": BATCH, "columns": Columns()}
        settings = settings.model_copy(update=update)
        for made, refused in in_batches(_sources(chosen, settings), records_of, settings):
            records |= made
            for reject in refused:
                complain(f"{reject.uri}: {reject.message}", "yellow")
    return records


def _sources(chosen: dict[Path, list[GoldDocument]], settings: Settings) -> Iterator[Source]:
    store = RawStore(settings.raw)
    for path, documents in chosen.items():
        wanted = {each.document_id for each in documents}
        files, _ = discover([str(path)], settings.data)
        for file in files:
            for entry in read(file, store.put(file.path), settings):
                if isinstance(entry, Source) and entry.input_id in wanted:
                    yield entry


def records_of(sources: list[Source], settings: Settings) -> tuple[Records, list[Reject]]:
    """The records of each source that could be read, and what was refused."""
    extractions, refused = batch.process(sources, batch.extractor(settings), settings)
    keys = {Document.key(each): (each.file_uri, each.input_id or "") for each in sources}
    records = {
        keys[extraction.document.document_id]: tuple(
            Found(report.event, report.frame, report.confidence) for report in extraction.reports
        )
        for extraction in extractions
    }
    return records, refused
