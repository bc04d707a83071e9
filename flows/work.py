"""The parallel part of a run: groups of files become batches, batches become staged rows."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from prefect.futures import PrefectFuture

from flows import stages
from flows.engines import Engine, open_engine
from flows.progress import Progress, tell
from flows.workers import Pool, open_pool
from schemas.settings import Settings
from tasks.batch import BatchCounts, refuse
from tasks.discovery import Found
from tasks.load import StagingDamagedError
from tasks.plan import Group, group
from tasks.reading import Batch, GroupRead, divide, forget
from tasks.staging import basis, batch_folder, stage_rejects
from warehouse.rows import InputRow

READING = 16
"""Groups of files that are read at the same time or wait for it."""
SILENCE = 30.0
"""Seconds without news after which the engine is asked whether it is still there."""


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

    def fail(self, what: str, error: BaseException) -> None:
        """Note that a part came to nothing."""
        self.failures.append(f"{what}: {type(error).__name__}: {error}")


def do(found: Found, settings: Settings, version: str) -> Work:
    """Ingest all that was found, extract from every batch as soon as it is there."""
    work = Work()
    work.rejects.update(Counter((reject.stage, reject.reason) for reject in found.rejects))
    if found.rejects:
        work.staged.append(stage_rejects(settings, found.rejects))
    with open_pool(settings) as readers, open_engine(settings, version) as engine:
        flow = _Flow(work, settings, basis(settings, version), (readers, engine))
        flow.go(group(found.files, found.only))
    for read in flow.read if found.only is None else ():
        if not flow.failed & {batch.key for batch in read.batches}:
            work.inputs += read.inputs(version)
    work.staged.sort()
    return work


class _Flow:
    """Groups and batches on their way, never more of either than there is room for."""

    def __init__(
        self, work: Work, settings: Settings, based_on: str, by: tuple[Pool, Engine]
    ) -> None:
        self.read: list[GroupRead] = []
        self.failed: set[str] = set()
        """Keys of batches that came to nothing."""
        self._work, self._settings, self._based_on = work, settings, based_on
        self._readers, self._engine = by
        self._under_way: dict[PrefectFuture[Any], Group | Batch] = {}
        self._finished: SimpleQueue[PrefectFuture[Any]] = SimpleQueue()
        self._waiting: deque[Batch] = deque()
        self._deadly: list[Batch] = []

    def go(self, groups: Iterator[Group]) -> None:
        """Take all groups to their end."""
        while self._fill(groups):
            self._take(self._next())
        for whole in self._deadly:
            self._one_by_one(whole)

    def _fill(self, groups: Iterator[Group]) -> bool:
        """Submit what there is room for; tell whether anything is under way."""
        reading = sum(isinstance(each, Group) for each in self._under_way.values())
        room = self._engine.room() - (len(self._under_way) - reading)
        while self._waiting and room > 0:
            self._send(self._waiting.popleft())
            room -= 1
        while len(self._waiting) < READING and reading < READING:
            if (each := next(groups, None)) is None:
                break
            self._watch(stages.ingest.submit(each, self._settings, self._readers), each)
            reading += 1
        return bool(self._under_way)

    def _send(self, batch: Batch) -> None:
        self._watch(self._engine.submit(batch, self._folder(batch)), batch)

    def _watch(self, future: PrefectFuture[Any], what: Group | Batch) -> None:
        self._under_way[future] = what
        future.add_done_callback(self._finished.put)

    def _next(self) -> PrefectFuture[Any]:
        while True:
            try:
                return self._finished.get(timeout=SILENCE)
            except Empty:
                self._engine.check()

    def _take(self, future: PrefectFuture[Any]) -> None:
        what = self._under_way.pop(future)
        result = _outcome(future)
        if isinstance(what, Group):
            self._take_group(what, result)
        elif isinstance(result, self._engine.deadly):
            self._engine.give_up(future, what)
            self._deadly.append(what)
        else:
            self._take_batch(what, result)

    def _take_group(self, group: Group, result: GroupRead | BaseException) -> None:
        if isinstance(result, BaseException):
            self._work.fail(f"reading {group.label}", result)
            return
        work = self._work
        work.files += len(result.files)
        work.articles += sum(batch.articles for batch in result.batches)
        work.rejects.update(result.rejects)
        if result.rejected is not None:
            work.staged.append(result.rejected)
        self.read.append(result)
        self._waiting.extend(_largest_first(result.batches))
        work.tell("read")

    def _take_batch(self, batch: Batch, result: BatchCounts | BaseException) -> None:
        work = self._work
        if isinstance(result, BaseException):
            if isinstance(result, StagingDamagedError):
                forget(batch.path.parent)
            self.failed.add(batch.key)
            work.fail(f"extracting {batch.label}", result)
        else:
            work.staged.append(self._folder(batch))
            work.reports.update(result.reports)
            work.rejects.update(result.rejects)
        work.done += batch.articles
        work.tell("extract")

    def _one_by_one(self, whole: Batch) -> None:
        """Do a batch that ended its workers again, an article at a time and nothing beside it.

        Then there is no doubt which article it is; that one becomes a reject.
        """
        for part in divide(whole, self._settings):
            self._send(part)
            future = self._next()
            self._under_way.clear()
            result = _outcome(future)
            if isinstance(result, self._engine.deadly):
                self._engine.give_up(future, part)
                refused = refuse(part.path, "extracting it ended every worker that tried")
                self._work.staged.append(stage_rejects(self._settings, refused))
                self._work.rejects["extract", "internal_error"] += 1
                self._work.done += 1
                continue
            if isinstance(result, BaseException):
                self.failed.add(whole.key)
            self._take_batch(part, result)

    def _folder(self, batch: Batch) -> Path:
        return batch_folder(self._settings, batch, self._based_on)


def _largest_first(batches: Iterable[Batch]) -> list[Batch]:
    """Order by size, so that processes end at about the same time: with the small ones last
    (longest processing time first: Graham, Bounds on Multiprocessing Timing Anomalies, 1969)."""
    return sorted(batches, key=lambda batch: batch.articles, reverse=True)


def _outcome(future: PrefectFuture[Any]) -> Any:
    """Return what a future gave, or the error in which it ended."""
    try:
        return future.result(raise_on_failure=False)
    except Exception as error:  # as of a cluster whose workers died
        return error
