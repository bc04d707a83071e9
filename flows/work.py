"""The parallel part of a run: groups of files become batches, batches become staged rows."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from prefect.futures import PrefectFuture, as_completed

from flows import stages
from flows.progress import Progress, tell
from flows.workers import Pool, open_pool
from schemas.settings import Settings
from tasks.batch import BatchCounts, extractor
from tasks.discovery import Found
from tasks.plan import group
from tasks.reading import Batch, GroupRead
from tasks.staging import basis, batch_folder, stage_rejects
from warehouse.rows import InputRow

T = TypeVar("T")
Sent = dict[PrefectFuture[BatchCounts], tuple[Batch, Path]]
"""Batches under way, each with the folder of its rows."""


@dataclass
class Work:
    """What the parallel part gave."""

    staged: list[Path] = field(default_factory=list)
    inputs: list[InputRow] = field(default_factory=list)
    """Files that were read to their end; those of a failed batch are not among them."""
    reports: Counter[tuple[str, str]] = field(default_factory=Counter)
    rejects: Counter[tuple[str, str]] = field(default_factory=Counter)
    files: int = 0
    articles: int = 0
    done: int = 0
    failures: list[str] = field(default_factory=list)

    def tell(self, stage: str) -> None:
        """Report how far it is."""
        reports, rejects = self.reports.total(), self.rejects.total()
        tell(Progress(stage, self.files, self.articles, self.done, reports, rejects))


def do(found: Found, settings: Settings, version: str) -> Work:
    """Ingest all that was found, extract from every batch as soon as it is there."""
    work = Work()
    work.rejects.update(Counter((reject.stage, reject.reason) for reject in found.rejects))
    if found.rejects:
        work.staged.append(stage_rejects(settings, found.rejects))
    based_on = basis(settings, version)
    with open_pool(settings) as readers, open_pool(settings, extractor) as pool:
        reading = {
            stages.ingest.submit(each, settings, readers): each
            for each in group(found.files, found.only)
        }
        groups: list[tuple[GroupRead, Sent]] = []
        for future in as_completed(list(reading)):
            read = _outcome(future, f"reading {reading[future].label}", work)
            if read is not None:
                _note_read(read, work)
                groups.append((read, _send(read, settings, version, based_on, pool)))
        _collect({future: each for _, sent in groups for future, each in sent.items()}, work)
    for read, sent in groups if found.only is None else ():
        if all(future.state.is_completed() for future in sent):
            work.inputs += read.inputs(version)
    return work


def _send(read: GroupRead, settings: Settings, version: str, based_on: str, pool: Pool) -> Sent:
    sent: Sent = {}
    for batch in read.batches:
        folder = batch_folder(settings, batch, based_on)
        sent[stages.extract.submit(batch, folder, settings, version, pool)] = (batch, folder)
    return sent


def _note_read(read: GroupRead, work: Work) -> None:
    work.files += len(read.files)
    work.articles += sum(batch.articles for batch in read.batches)
    work.rejects.update(read.rejects)
    if read.rejected is not None:
        work.staged.append(read.rejected)
    work.tell("read")


def _collect(sent: Sent, work: Work) -> None:
    for future in as_completed(list(sent)):
        batch, folder = sent[future]
        counts = _outcome(future, f"extracting {batch.label}", work)
        if counts is not None:
            work.staged.append(folder)
            work.reports.update(counts.reports)
            work.rejects.update(counts.rejects)
        work.done += batch.articles
        work.tell("extract")
    work.staged.sort()


def _outcome(future: PrefectFuture[T], what: str, work: Work) -> T | None:
    result = future.result(raise_on_failure=False)
    if isinstance(result, BaseException):
        work.failures.append(f"{what}: {type(result).__name__}: {result}")
        return None
    return result
