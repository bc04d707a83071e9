"""A time limit on each document, held by the kernel: it ends the process, whatever code hangs.

A worker process says before each step which document it takes up. Where the step takes too long a
timer of the kernel ends the process, also inside C code that holds Python's lock. Who started the
process reads what it was at, starts another that is told to leave that document out, and has the
work done again. Without `begin` nothing is watched.
"""

import faulthandler
import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

from schemas.errors import SitrepError
from schemas.reject import Reason

WAITING = 10
"""Seconds that may pass on the clock for each second of processor time that a step may take: a
busy machine is no reason to give a document up, a step that only waits is."""
_SIZE_BYTES = 4

Stage = Literal["ingest", "normalize", "extract"]


class GivenUp(NamedTuple):
    """Why a step was given up."""

    reason: Reason
    what: str
    """`took more than 60 s of processor time`, as part of a sentence."""
    remedy: str
    """What to do about it, as a sentence without its full stop."""


class GivenUpError(SitrepError):
    """This step ended a process before and is not tried again."""

    def __init__(self, given_up: GivenUp) -> None:
        super().__init__(given_up.what)
        self.reason, self.remedy = given_up.reason, given_up.remedy


class _Watch:
    """The step that this process is at, and its timers."""

    def __init__(self, note: Path, seconds: float, given_up: Mapping[str, GivenUp]) -> None:
        self.given_up = given_up
        self._seconds = seconds
        self._note = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)

    def take_up(self, step: str) -> None:
        said = step.encode()
        os.pwrite(self._note, len(said).to_bytes(_SIZE_BYTES, "big") + said, 0)
        signal.setitimer(signal.ITIMER_REAL, WAITING * self._seconds)
        signal.setitimer(signal.ITIMER_PROF, self._seconds)

    def lay_down(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        os.pwrite(self._note, bytes(_SIZE_BYTES), 0)


_watch: _Watch | None = None


def begin(note: Path, trace: Path, seconds: float, given_up: Mapping[str, GivenUp]) -> None:
    """Watch this process from now on.

    Args:
        note: file that says which step the process is at.
        trace: file that gets the Python stack on which the process ended.
        seconds: processor time that a step may take.
        given_up: steps that are not tried again.
    """
    global _watch
    _watch = _Watch(note, seconds, given_up)
    stack = os.open(trace, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    faulthandler.enable(stack, all_threads=False)
    for number in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
        faulthandler.register(number, stack, all_threads=False, chain=True)


@contextmanager
def watched(stage: Stage, key: object) -> Iterator[None]:
    """Hold the block to the time limit.

    Args:
        stage: what is done.
        key: whom it is done to; the same whenever the same work is done again.

    Raises:
        GivenUpError: the same step ended a process before.
    """
    watch = _watch
    if watch is None:
        yield
        return
    step = f"{stage} {key}"
    if step in watch.given_up:
        raise GivenUpError(watch.given_up[step])
    watch.take_up(step)
    try:
        yield
    finally:
        watch.lay_down()


def step_at(note: Path) -> str | None:
    """Return the step that the process with this note was at when it ended; None for none."""
    try:
        said = note.read_bytes()
    except OSError:
        return None
    size = int.from_bytes(said[:_SIZE_BYTES], "big")
    return said[_SIZE_BYTES : _SIZE_BYTES + size].decode("utf-8", "replace") or None
