"""One batch on its way from sources to staged rows, in a process of its own."""

import shutil
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.document import Document
from schemas.reject import Reason, Reject, Stage
from schemas.report import Extraction
from schemas.settings import Settings
from schemas.source import Source
from tasks.extract import Extractor
from tasks.load import StagingDamagedError, check_sum, read_sources, stage_batch
from tasks.normalize import normalize
from tasks.reading import forget
from tasks.watch import GivenUpError, watched
from warehouse.known import known_documents
from warehouse.staged import STAGED


class BatchCounts(NamedTuple):
    """What came of a batch."""

    documents: int
    reports: dict[tuple[str, str], int]
    """(type, status) → reports."""
    rejects: dict[tuple[str, str], int]
    """(stage, reason) → rejects."""


def process(
    sources: Sequence[Source], using: Extractor, settings: Settings
) -> tuple[list[Extraction], list[Reject]]:
    """Normalize and extract; what cannot be used is among the rejects, nothing raises."""
    rejects: list[Reject] = []
    documents = []
    for source in sources:
        document, refused = _normalized(source, settings)
        rejects += refused
        if document is not None:
            documents.append(document)
    extractions = []
    for extraction, refused in using.extract(documents):
        extractions.append(extraction)
        rejects += refused
    return extractions, rejects


def _normalized(source: Source, settings: Settings) -> tuple[Document | None, tuple[Reject, ...]]:
    try:
        with watched("normalize", source.source_id):
            return normalize(source, settings)
    except GivenUpError as error:
        return None, (_refused(source, error.reason, f"normalizing it {error}. {error.remedy}"),)
    except Exception as error:  # one bad article must not stop the batch
        message = f"normalizing it failed with {type(error).__name__}: {error}. Please report it"
        return None, (_refused(source, "internal_error", message),)


def refuse(sources_file: Path, what: str) -> list[Reject]:
    """Return a reject for each source of a batch that cannot be processed.

    Args:
        sources_file: the batch.
        what: what happened, as part of a sentence.

    Raises:
        StagingDamagedError: the sources cannot be read; their files will be read anew.
    """
    message = f"{what}; give workers more memory or set SITREP_WORKER_MEMORY, then reprocess it"
    return [
        _refused(source, "internal_error", message, "extract") for source in _sources(sources_file)
    ]


def _refused(source: Source, reason: Reason, message: str, stage: Stage = "normalize") -> Reject:
    return Reject.of(
        stage,
        reason,
        f"{source.uri}: {message}",
        uri=source.uri,
        locator=source.locator,
        blob_sha256=source.blob_sha256,
        excerpt=source.content,
    )


def extractor(settings: Settings) -> Extractor:
    """Return this process's extractor; its pipeline is loaded once, whosever batches come."""
    return _extractor(settings.anywhere())


@cache
def _extractor(settings: Settings) -> Extractor:
    return Extractor(settings)


def run(sources_file: Path, staged: Path, settings: Settings, version: str) -> BatchCounts:
    """Read staged sources, process those that are new, stage all rows; return the counts.

    Articles that the published snapshot holds in this version are staged as seen again only. A
    batch that is staged already, by a run that was cut short, is not processed again.

    Raises:
        StagingDamagedError: the sources cannot be read; their files will be read anew.
    """
    if staged.exists():
        try:
            return counts(staged)
        except (OSError, pa.ArrowException):
            shutil.rmtree(staged)
    sources = _sources(sources_file)
    known = known_documents(settings, map(Document.key, sources), version)
    new = [source for source in sources if Document.key(source) not in known]
    extractions, rejects = process(new, extractor(settings), settings)
    stage_batch(staged, sources, extractions, rejects)
    return counts(staged)


def _sources(path: Path) -> list[Source]:
    try:
        return read_sources(path)
    except (OSError, pa.ArrowException) as error:
        forget(path.parent)
        raise StagingDamagedError(path, f"cannot be read ({error})") from error


def counts(staged: Path) -> BatchCounts:
    """Count what a staged batch holds.

    Raises:
        OSError, pyarrow.ArrowException: a file of it is missing or damaged.
    """
    for table in STAGED:
        check_sum(staged / f"{table}.parquet")
    return BatchCounts(
        documents=pq.read_metadata(staged / "documents.parquet").num_rows,
        reports=_pairs(staged / "reports.parquet", "type", "status"),
        rejects=_pairs(staged / "rejects.parquet", "stage", "reason"),
    )


def _pairs(path: Path, first: str, second: str) -> dict[tuple[str, str], int]:
    columns = pq.read_table(path, columns=[first, second]).to_pydict()
    return dict(Counter(zip(columns[first], columns[second], strict=True)))
