"""How a run tells whoever watches it how far it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple


class Progress(NamedTuple):
    """How far a run is: documents known so far, done so far, and what was found in them."""

    stage: str
    files: int = 0
    articles: int = 0
    done: int = 0
    reports: int = 0
    rejects: int = 0


Listener = Callable[[Progress], None]


def _silence(progress: Progress) -> None:
    del progress


_listener: Listener = _silence


@contextmanager
def watched_by(listener: Listener) -> Iterator[None]:
    """Send the progress of runs inside the block to `listener`."""
    global _listener
    previous, _listener = _listener, listener
    try:
        yield
    finally:
        _listener = previous


def listening() -> Listener:
    """Return who is told of progress now."""
    return _listener


def tell(progress: Progress) -> None:
    """Report how far the run is."""
    _listener(progress)
