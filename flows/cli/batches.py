"""Work on a stream in batches, by several processes, with the results in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from itertools import islice
from typing import TypeVar

from flows.workers import open_pool
from schemas.settings import Settings
from tasks.batch import extractor
from tasks.reading import FIRST_BATCH

Entry = TypeVar("Entry")
Result = TypeVar("Result")


def in_batches(
    entries: Iterable[Entry],
    work: Callable[[list[Entry], Settings], Result],
    settings: Settings,
) -> Iterator[Result]:
    """Give what `work` returns for each batch of entries, in the order of the entries.

    At most two batches to a worker are under way; `work` is a function that can be pickled.
    """
    stream = iter(entries)
    size = min(settings.batch_size, FIRST_BATCH)
    waiting: deque[Future[Result]] = deque()
    with open_pool(settings, extractor) as pool:
        while piece := list(islice(stream, size)):
            waiting.append(pool.submit(work, piece, settings))
            if len(waiting) > 2 * settings.workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
