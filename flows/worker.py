"""One worker process, replaced when it dies."""

import logging
import os
import pickle
import signal
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any, TypeVar

import psutil

from flows.stopping import blocked
from schemas.errors import SitrepError
from schemas.settings import Settings
from tasks import watch
from tasks.watch import GivenUp

Begin = Callable[[Settings], object]
Result = TypeVar("Result")

DEATHS = 2
"""Deaths at one document after which it is given up; one by the processor timer is enough. Whoever
kills a process, or takes all memory, should not cost the document that was under way."""
LOOK = 0.1
"""Seconds between two looks at how much memory a process takes."""
LAST_WORDS = 5.0
"""Seconds that a process gets to end of itself."""
TRACE_CHARS = 4000
BLAS_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Read when a process imports numpy. Its products are small here: a second thread spins between
them on a core that another process needs, and may round otherwise."""

_log = logging.getLogger(__name__)


class WorkerDiedError(SitrepError):
    """A worker process ended while it was at work."""

    def __init__(self, code: int | None, step: str | None, *, outgrown: bool = False) -> None:
        how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        how = "too much memory" if outgrown else how
        at = f" at {step}" if step else ""
        super().__init__(f"a worker process ended{at} ({how}); another takes its place")
        self.code, self.step, self.outgrown = code, step, outgrown


class Worker:
    """A process that does one piece of work at a time; spawned, as the parent has threads.

    Args:
        folder: where the process notes what it is at.
        settings: time limit of a document, memory limit of the process.
        begin: what the process does first.
    """

    def __init__(self, folder: Path, settings: Settings, begin: Begin | None) -> None:
        self._note, self._trace = folder / "note", folder / "trace"
        self._settings, self._begin = settings, begin
        self._given_up: dict[str, GivenUp] = {}
        self._deaths: Counter[str] = Counter()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._killed = self._outgrown = False
        folder.mkdir()

    def do(
        self, work: Callable[..., Result], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> Result:
        """Have `work` done and return what it returns, or raise what it raises.

        Raises:
            WorkerDiedError: the process ended; the next call starts another.
        """
        pipe = self._pipe or self._start()
        try:
            pipe.send((work, args, kwargs))
            while not pipe.poll(LOOK):
                self._hold_to_memory()
            done, result = pipe.recv()
        except (EOFError, OSError) as error:
            raise self._died() from error
        if done:
            return result  # type: ignore[no-any-return]
        raise result

    def learns_from(self, death: WorkerDiedError) -> bool:
        """Tell whether the work is worth doing again, for the next process knows better."""
        if death.step is None:
            return False
        self._deaths[death.step] += 1
        if self._deaths[death.step] < DEATHS and death.code != -signal.SIGPROF:
            return True
        if death.step in self._given_up:
            return False
        self._given_up[death.step] = self._verdict(death)
        return True

    def _verdict(self, death: WorkerDiedError) -> GivenUp:
        remedy = "If it is an article all the same, raise SITREP_{}"
        if death.outgrown:
            size = self._settings.worker_memory.human_readable()
            return GivenUp(
                "too_large", f"took more than {size} of memory", remedy.format("WORKER_MEMORY")
            )
        if death.code in (-signal.SIGPROF, -signal.SIGALRM):
            told = f"took more than {self._settings.document_seconds:g} s of processor time"
            return GivenUp("too_slow", told, remedy.format("DOCUMENT_SECONDS"))
        told = "ended the process that was at it, twice"
        return GivenUp("internal_error", told, "Please report it")

    def _hold_to_memory(self) -> None:
        """End the process if it takes more memory than it may."""
        assert self._process is not None
        with suppress(psutil.NoSuchProcess):
            taken = psutil.Process(self._process.pid).memory_info().rss
            if taken > self._settings.worker_memory:
                self._outgrown = True
                self._process.kill()

    def kill(self) -> None:
        """End the process at once, and every later one, from whatever thread."""
        self._killed = True
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """End the process."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.join(LAST_WORDS)
            self._process.kill()
            self._process.join()
        self._pipe = self._process = None

    def _start(self) -> Connection:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._outgrown = False
        self._note.unlink(missing_ok=True)
        limits = (self._note, self._trace, self._settings.document_seconds, self._given_up)
        given = (theirs, self._settings, self._begin, limits)
        process = context.Process(target=_serve, args=given, daemon=True)
        os.environ.update(dict.fromkeys(BLAS_THREADS, "1"))
        resource_tracker.ensure_running()
        with blocked(signal.SIGINT):
            process.start()
        self._process = process
        if self._killed:
            process.kill()
        theirs.close()
        return self._pipe

    def _died(self) -> WorkerDiedError:
        process = self._process
        self.close()
        died = WorkerDiedError(
            process.exitcode if process else None,
            watch.step_at(self._note),
            outgrown=self._outgrown,
        )
        asked = self._killed or died.code == -signal.SIGTERM
        _log.log(logging.INFO if asked else logging.WARNING, "%s", died)
        if self._trace.exists():
            _log.info("%s", self._trace.read_text("utf-8", "replace")[:TRACE_CHARS])
        return died


def _begun(begin: Begin | None, settings: Settings) -> Exception | None:
    """Return why the process cannot work, if so; each piece of work is answered with it."""
    try:
        if begin is not None:
            begin(settings)
    except Exception as error:
        return _portable(error)
    return None


def _serve(
    pipe: Connection,
    settings: Settings,
    begin: Begin | None,
    limits: tuple[Path, Path, float, Mapping[str, GivenUp]],
) -> None:
    """Work until the other end is closed; then end at once, for all that was done is staged, and to
    take the pipeline apart object by object takes seconds."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    failed = _begun(begin, settings)
    watch.begin(*limits)
    while True:
        try:
            work, args, kwargs = pipe.recv()
        except EOFError:
            os._exit(os.EX_OK)
        try:
            answer = (False, failed) if failed else (True, work(*args, **kwargs))
        except Exception as error:
            answer = (False, _portable(error))
        try:
            pipe.send(answer)
        except (BrokenPipeError, ConnectionResetError):
            return


def _portable(error: Exception) -> Exception:
    """Return the error, or one that says the same if it would not survive the way."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # what cannot be pickled fails in many ways
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
