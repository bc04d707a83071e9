"""A disk that is full, a file that is damaged, a stranger that holds the database."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from schemas.settings import Settings
from tasks.stewardship.restore import restore_snapshot
from tests.faults.conftest import Plain
from tests.faults.running import content, ended, kept, limit_files, run_to_end, start
from warehouse.damage import WarehouseDamagedError
from warehouse.inventory import check

SEED = int(os.environ.get("FAULTS_SEED", "20"))
HOLDER = """
import duckdb, sys, time
connection = duckdb.connect(sys.argv[1])
print("holding", flush=True)
time.sleep(float(sys.argv[2]))
"""


def _die_before_load() -> None:
    """Have this process end by SIGKILL where the load would begin."""
    from tests.faults import running

    running.load_or_discard = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment, return-value]


@contextmanager
def _small_disk(folder: Path, size: int) -> Iterator[Path]:
    folder.mkdir(parents=True)
    options = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(options, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a tmpfs")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _size(settings: Settings) -> int:
    return sum(path.stat().st_size for path in settings.data.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "parts", [2, pytest.param(8, marks=pytest.mark.faults)], ids=["twice", "eight"]
)
def test_files_that_cannot_grow(
    parts: int,
    news: Path,
    plain: Plain,
    folder: Callable[..., Settings],
    record: Callable[..., None],
) -> None:
    largest = plain.settings.database.stat().st_size
    failures: Counter[str] = Counter()
    for part in range(1, parts + 1):
        settings = folder()
        failed = run_to_end(
            settings, news, before=partial(limit_files, largest * part // (parts + 1))
        )
        assert failed.code == 1
        assert any(word in failed.error for word in ("disk is full", "File too large")), (
            failed.error
        )
        failures[failed.error.partition(":")[0]] += 1
        assert run_to_end(settings, news) == (0, "")
        assert plain.is_like(settings)
    told = ", ".join(f"{number} × {name}" for name, number in sorted(failures.items()))
    record("No file can grow", f"file size limited, the run failed ({told}); limit off, run", parts)


@pytest.mark.faults
def test_a_full_disk(news: Path, plain: Plain, tmp_path: Path, record: Callable[..., None]) -> None:
    whole, parts = _size(plain.settings), 8
    failures: Counter[str] = Counter()
    for part in range(1, parts + 1):
        with _small_disk(tmp_path / f"disk{part}" / "home", whole * part // parts) as disk:
            settings = plain.settings.model_copy(update={"data": disk / "data"})
            failed = run_to_end(settings, news)
            failures[failed.error.partition(":")[0] or "fitted"] += 1
            subprocess.run(["mount", "-o", "remount,size=1G", str(disk)], check=True)
            assert run_to_end(settings, news) == (0, "")
            assert plain.is_like(settings)
    told = ", ".join(f"{number} × {name}" for name, number in sorted(failures.items()))
    record("Disk full", f"a disk too small by steps, run ({told}); more room, run", parts)


def _truncate(path: Path, chance: random.Random) -> None:
    os.truncate(path, chance.randrange(path.stat().st_size))


def _flip(path: Path, chance: random.Random) -> None:
    held = bytearray(path.read_bytes())
    held[chance.randrange(len(held))] ^= 1 << chance.randrange(8)
    path.write_bytes(held)


def _empty(path: Path, chance: random.Random) -> None:
    del chance
    path.write_bytes(b"")


@pytest.mark.parametrize(
    "times", [2, pytest.param(9, marks=pytest.mark.faults)], ids=["few", "many"]
)
def test_damaged_staging(
    times: int,
    news: Path,
    plain: Plain,
    folder: Callable[..., Settings],
    record: Callable[..., None],
) -> None:
    cut = folder()
    killed = ended(start(cut, news, before=_die_before_load), cut)
    assert killed.code == -signal.SIGKILL
    chance, kinds = random.Random(SEED), [_flip, _truncate, _empty]
    staged = sorted(
        path.relative_to(cut.data) for path in cut.staging_folder.rglob("*") if path.is_file()
    )
    assert {path.suffix for path in staged} >= {".parquet", ".json"}
    runs = []
    for number in range(times):
        settings = folder()
        shutil.copytree(cut.data, settings.data, dirs_exist_ok=True)
        victim = settings.data / chance.choice(staged)
        kinds[number % 3](victim, chance)
        runs.append(next(n for n in range(1, 4) if run_to_end(settings, news).code == 0))
        assert plain.is_like(settings), victim
    record(
        "Staging file damaged",
        f"killed before the load, one file flipped, cut or emptied ({sum(runs)} runs mended it)",
        times,
    )


def _is_told(database: Path) -> bool:
    try:
        check(database)
    except WarehouseDamagedError:
        return True
    return False


@pytest.mark.faults
def test_a_damaged_database(
    news: Path, plain: Plain, folder: Callable[..., Settings], record: Callable[..., None]
) -> None:
    chance, told, harmless = random.Random(SEED), 0, 0
    for number in range(12):
        settings = folder()
        shutil.copytree(plain.settings.data, settings.data, dirs_exist_ok=True)
        [_flip, _truncate, _empty, _flip][number % 4](settings.database, chance)
        if _is_told(settings.database):
            told += 1
            restore_snapshot(settings)
        else:
            harmless += 1
        assert run_to_end(settings, news) == (0, "")
        assert content(settings) == plain.content
        assert kept(settings) == plain.kept
    assert told
    record(
        "Database file damaged",
        f"a bit flipped, the file cut or emptied; {told} times told and restored from the"
        f" snapshot, {harmless} times in bytes that hold nothing",
        12,
    )


@pytest.mark.faults
def test_a_database_that_a_stranger_holds(
    news: Path, plain: Plain, folder: Callable[..., Settings], record: Callable[..., None]
) -> None:
    for moment in (0.0, 0.5, 1.0):
        settings = folder()
        command = [sys.executable, "-c", HOLDER, str(settings.database), "4"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as stranger:
            assert stranger.stdout is not None
            assert stranger.stdout.readline() == b"holding\n"
            time.sleep(moment)
            assert run_to_end(settings, news) == (0, "")
        assert plain.is_like(settings)
    record("Database locked by a stranger", "held open for four seconds while a run goes", 3)
