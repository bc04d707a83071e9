import ctypes
import os
import re
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest
from pydantic import ByteSize

from flows.worker import WorkerDiedError
from flows.workers import StoppedError, open_pool
from schemas.settings import Settings
from tasks.watch import GivenUpError, watched

BACKTRACKING = "a" * 60
"""For the pattern `(a+)+b` longer than anybody waits; Python's lock is held all the while."""


def _pid(pause: float = 0.0) -> int:
    time.sleep(pause)
    return os.getpid()


def _steps(names: list[str]) -> list[str]:
    """Do a step per name; a name says what befalls the process in it."""
    done = []
    for name in names:
        try:
            with watched("extract", name):
                _befall(name)
        except GivenUpError as error:
            done.append(f"{name}: {error.reason}")
        else:
            done.append(name)
    return done


def _befall(name: str) -> None:
    match name:
        case "loops":
            while True:
                pass
        case "backtracks":
            re.fullmatch("(a+)+b", BACKTRACKING)
        case "waits":
            time.sleep(3600)
        case "segfaults":
            ctypes.string_at(0)
        case "exits":
            os._exit(3)
        case "grows":
            _grow()
        case "killed once":
            mark = Path(os.environ["MARK"])
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)


def _grow() -> None:
    held = []
    while True:
        held.append(b"x" * (8 << 20))
        time.sleep(0.01)


class _OfTwoError(Exception):
    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def _raises() -> None:
    raise _OfTwoError("an error that", "cannot be unpickled")


def _fails(settings: Settings) -> None:
    raise ValueError(f"no pipeline for {settings.workers}")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, workers=1, document_seconds=0.5)


@pytest.fixture
def small(settings: Settings) -> Settings:
    """Processes that may take little more memory than they begin with."""
    return settings.model_copy(
        update={"worker_memory": ByteSize(256 << 20), "document_seconds": 60.0}
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("loops", "too_slow"),
        ("backtracks", "too_slow"),
        ("waits", "too_slow"),
        ("segfaults", "internal_error"),
        ("exits", "internal_error"),
    ],
)
def test_a_document_that_ends_its_process_is_left_out(
    settings: Settings, name: str, reason: str
) -> None:
    with open_pool(settings) as pool:
        done = pool.submit(_steps, ["one", name, "two"])
        assert done.result(timeout=120) == ["one", f"{name}: {reason}", "two"]


def test_a_document_that_takes_too_much_memory_is_left_out(small: Settings) -> None:
    with open_pool(small) as pool:
        done = pool.submit(_steps, ["one", "grows", "two"])
        assert done.result(timeout=120) == ["one", "grows: too_large", "two"]


def test_one_death_is_forgiven_and_costs_no_other_worker_anything(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MARK", str(tmp_path / "mark"))
    with open_pool(settings.model_copy(update={"workers": 2})) as pool:
        beside = pool.submit(_pid, 5.0)
        done = pool.submit(_steps, ["one", "killed once", "two"])
        assert done.result(timeout=120) == ["one", "killed once", "two"]
        before = beside.result(timeout=120)
        assert before in {pool.submit(_pid, 0.2).result() for _ in range(4)}


def test_a_process_killed_outside_of_any_document_is_replaced(settings: Settings) -> None:
    with open_pool(settings) as pool:
        victim = pool.submit(_pid).result()
        broken = pool.submit(_pid, 30.0)
        time.sleep(0.5)
        os.kill(victim, signal.SIGKILL)
        with pytest.raises(WorkerDiedError, match="signal 9"):
            broken.result(timeout=30)
        assert pool.submit(_pid).result() != victim


def test_errors_come_back_and_the_process_goes_on(settings: Settings) -> None:
    with open_pool(settings) as pool:
        first = pool.submit(_pid).result()
        with pytest.raises(RuntimeError, match="cannot be unpickled"):
            pool.submit(_raises).result()
        assert pool.submit(_pid).result() == first
    with open_pool(settings, _fails) as pool, pytest.raises(ValueError, match="no pipeline for 1"):
        pool.submit(_pid).result()


def test_who_stops_a_run_waits_for_nothing(settings: Settings) -> None:
    began = time.monotonic()
    with suppress(KeyboardInterrupt), open_pool(settings) as pool:
        at_work, waiting = pool.submit(_pid, 600.0), pool.submit(_pid)
        time.sleep(1)
        raise KeyboardInterrupt
    assert time.monotonic() - began < 60
    assert isinstance(at_work.exception(), StoppedError)
    assert waiting.cancelled()
    with pytest.raises(StoppedError):
        pool.submit(_pid)
