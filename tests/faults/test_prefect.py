"""The Prefect server goes in mid-run and comes back; the whole command is killed."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from benchmarks.servers.ports import free_port
from benchmarks.servers.prefect_server import prefect_server
from flows.cli.run import KEPT
from flows.environment import PREFECT_DEFAULTS
from schemas.settings import Settings
from tests.faults.running import content, write_news
from tests.flows.running import start_run

pytestmark = [pytest.mark.faults, pytest.mark.xdist_group("prefect")]
PATIENCE = 900
"""Seconds for a command, on a machine that is busy."""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_news(tmp_path_factory.mktemp("many") / "news", files=4, articles=20)


def _environment(home: Path) -> dict[str, str]:
    return os.environ | PREFECT_DEFAULTS | {"PREFECT_HOME": str(home)}


def _without_server(home: Path) -> dict[str, str]:
    """Return an environment in which the command brings a server of its own."""
    given = _environment(home)
    given.pop("PREFECT_API_URL", None)
    return given


def _sitrep(settings: Settings, news: Path, port: int) -> subprocess.Popen[bytes]:
    options = ["--data", str(settings.data), "--workers", "1", "--batch-size", "10"]
    given = {"PREFECT_API_URL": f"http://127.0.0.1:{port}/api"}
    return subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "run", str(news), *options],
        env=_environment(settings.data.parent) | given,
        start_new_session=True,
    )


def _wait_for_batches(settings: Settings, process: subprocess.Popen[Any], least: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while len(list(settings.staging_folder.glob("batches/[0-9a-f]*"))) < least:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def plain(
    many: Path, port: int, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, str], float]:
    home = tmp_path_factory.mktemp("plain")
    settings = Settings(data=home / "data")
    with prefect_server(home / "prefect", port, PATIENCE):
        began = time.monotonic()
        assert _sitrep(settings, many, port).wait(PATIENCE) == 0
    return content(settings), time.monotonic() - began


def test_the_server_goes_and_comes_back(
    many: Path,
    port: int,
    plain: tuple[dict[str, str], float],
    tmp_path: Path,
    record: Callable[..., None],
) -> None:
    settings = Settings(data=tmp_path / "data")
    with prefect_server(tmp_path / "prefect", port, PATIENCE):
        process = _sitrep(settings, many, port)
        _wait_for_batches(settings, process, 3)
    time.sleep(5)
    with prefect_server(tmp_path / "prefect", port, PATIENCE):
        first = process.wait(PATIENCE)
        runs = 1
        if first != 0:
            assert _sitrep(settings, many, port).wait(PATIENCE) == 0
            runs = 2
    assert content(settings) == plain[0]
    record("Prefect server gone", f"killed in mid-run, back after five seconds; {runs} runs", 1)


@pytest.mark.parametrize(
    ("number", "code", "name"), [(signal.SIGINT, 130, "Ctrl-C"), (signal.SIGTERM, 143, "SIGTERM")]
)
def test_the_command_is_stopped_with_all_its_processes(
    number: signal.Signals,
    code: int,
    name: str,
    many: Path,
    port: int,
    plain: tuple[dict[str, str], float],
    tmp_path: Path,
    record: Callable[..., None],
) -> None:
    settings = Settings(data=tmp_path / "data")
    process = start_run(many, settings, _without_server(tmp_path / "prefect"))
    _wait_for_batches(settings, process, 3)
    others = psutil.Process(process.pid).children(recursive=True)
    began = time.monotonic()
    os.killpg(process.pid, number)
    said, _ = process.communicate(timeout=PATIENCE)
    seconds = time.monotonic() - began
    assert process.returncode == code
    assert said.strip() == f"sitrep: stopped by {name}; {KEPT}"
    assert psutil.wait_procs(others, timeout=60)[1] == []
    with prefect_server(tmp_path / "prefect", port, PATIENCE):
        assert _sitrep(settings, many, port).wait(PATIENCE) == 0
    assert content(settings) == plain[0]
    done = "sent to `sitrep run`, its workers and its own server in mid-run"
    record(name, f"{done}; all gone ({seconds:.0f} s), one line, exit code {code}; run again", 1)


def test_the_command_is_killed_with_its_workers(
    many: Path,
    port: int,
    plain: tuple[dict[str, str], float],
    tmp_path: Path,
    record: Callable[..., None],
) -> None:
    chance, kills = random.Random(20), int(os.environ.get("FAULTS_KILLS", "20"))
    done = 0
    with prefect_server(tmp_path / "prefect", port, PATIENCE):
        while done < kills:
            settings = Settings(data=tmp_path / str(chance.getrandbits(64)) / "data")
            process = _sitrep(settings, many, port)
            time.sleep(chance.uniform(0, plain[1]))
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            if process.wait() != -signal.SIGKILL:
                continue
            assert _sitrep(settings, many, port).wait(PATIENCE) == 0
            assert content(settings) == plain[0]
            done += 1
    record("SIGKILL of `sitrep run`", "with its workers, at a random moment, run again", kills)
