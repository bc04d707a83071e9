"""A command that is stopped by Ctrl-C or SIGTERM: in good order, at once, and with one line.

The signal raises `Stopped` in the main thread, which unwinds what is under way: worker processes
are ended, transactions rolled back, the run's row is written. What is staged stays for the next
run. Whatever hangs on the way is cut off after `PATIENCE` seconds.
"""

import logging
import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import psutil

PATIENCE = 20.0
"""Seconds that the way out may take, above all to tell a Prefect server that may be gone too."""
SIGNALS = (signal.SIGINT, signal.SIGTERM)
SHELL = 128
"""A shell's exit code for a signal is its number and this."""
HEEDLESS = "prefect._internal"
"""Loggers below it do not heed `logging.disable`, nor their levels."""


class Stopped(BaseException):
    """The command was told to stop; `number` is the signal."""

    def __init__(self, number: int, left: str) -> None:
        how = "Ctrl-C" if number == signal.SIGINT else "SIGTERM"
        super().__init__(f"stopped by {how}; {left}")
        self.number = number

    @property
    def code(self) -> int:
        """Exit code of the command."""
        return SHELL + self.number


_asked: int | None = None
_left: str | None = None
"""What a command that can be stopped leaves behind; None while none is under way."""


def asked() -> int | None:
    """Return the signal by which this command was told to stop; None if it was not."""
    return _asked


@contextmanager
def stoppable(left: str = "nothing was changed") -> Iterator[None]:
    """Have `Stopped` raised in the block by a signal; nothing else leaves it after that.

    Args:
        left: what becomes of what was done, as part of a sentence.

    Raises:
        Stopped: the command was told to stop.
    """
    global _left, _asked
    _left, _asked = left, None
    try:
        with _taken():
            yield
    except BaseException as error:
        number = asked()
        if number is None or isinstance(error, Stopped):
            raise
        raise Stopped(number, left) from error
    finally:
        _left = None


@contextmanager
def still_stoppable() -> Iterator[None]:
    """Take the signals back inside a flow, where Prefect takes SIGTERM for itself.

    Without `stoppable` around it they stay Prefect's, whose runner tells a flow to stop by them.
    """
    if _left is None:
        yield
        return
    with _taken():
        yield


@contextmanager
def _taken() -> Iterator[None]:
    """Handle the signals; one that is ignored, as by `nohup`, stays so."""
    heeded = [each for each in SIGNALS if signal.getsignal(each) is not signal.SIG_IGN]
    before = {each: signal.signal(each, _stop) for each in heeded}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _stop(number: int, frame: FrameType | None) -> None:
    """Raise `Stopped`, the first time; what Prefect tells of the way out is of no use.

    It may be cut short between making a coroutine and running it, of which Python would warn.
    """
    del frame
    global _asked
    if _asked is not None or _left is None:
        return
    _asked = number
    logging.disable()
    for handler in logging.getLogger(HEEDLESS).handlers:
        handler.setLevel(logging.CRITICAL + 1)
    warnings.filterwarnings("ignore", "coroutine .* was never awaited", RuntimeWarning)
    late = threading.Timer(PATIENCE, _cut_off, [Stopped(number, _left)])
    late.daemon = True
    late.start()
    raise Stopped(number, _left)


def _cut_off(stop: Stopped) -> None:
    """End at once, with the line that the command has not come to say."""
    for child in psutil.Process().children(recursive=True):
        child.kill()
    if _left is not None:
        os.write(sys.stderr.fileno(), f"sitrep: {stop}\n".encode())
    os._exit(stop.code)


@contextmanager
def blocked(number: signal.Signals) -> Iterator[None]:
    """Keep a signal from processes that this thread starts in the block.

    A terminal sends Ctrl-C to all of a command's processes; the command's own then ends the others.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [number])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
