"""SIGKILL at random moments; two runs at once; a clock that jumps."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from schemas.settings import Settings
from tests.faults.conftest import Plain
from tests.faults.running import content, run_to_end, start

SEED = int(os.environ.get("FAULTS_SEED", "20"))
EARLY = 0.4
"""Share of a run's length within which it is killed again and again before it comes to its end."""


def _stage(settings: Settings) -> str:
    """Name how far a run had come."""
    if settings.snapshot.exists():
        return "published"
    if settings.database.exists():
        with duckdb.connect(settings.database) as connection:
            loaded = "SELECT estimated_size FROM duckdb_tables() WHERE table_name = 'documents'"
            if any(size for (size,) in connection.execute(loaded).fetchall()):
                return "loaded"
    return "staged" if list(settings.staging_folder.glob("batches/[0-9a-f]*")) else "begun"


def _kill(settings: Settings, news: Path, chance: random.Random, length: float) -> bool:
    """Kill a run at a random moment; tell whether it was still at work."""
    process = start(settings, news)
    time.sleep(chance.uniform(0, length))
    process.kill()
    process.join()
    return process.exitcode == -signal.SIGKILL


def _length(news: Path, settings: Settings) -> float:
    """Return how many seconds a run takes that nothing happens to."""
    began = time.monotonic()
    assert run_to_end(settings, news) == (0, "")
    return time.monotonic() - began


@pytest.mark.parametrize(
    "kills", [3, pytest.param(20, marks=pytest.mark.faults)], ids=["few", "twenty"]
)
def test_a_run_that_is_killed_is_made_good_by_the_next(
    kills: int,
    news: Path,
    plain: Plain,
    folder: Callable[..., Settings],
    record: Callable[..., None],
) -> None:
    chance, stages = random.Random(SEED), Counter[str]()
    length = _length(news, folder())
    while stages.total() < kills:
        settings = folder(bare=chance.random() < 0.3)
        if not _kill(settings, news, chance, length):
            continue
        stages[_stage(settings)] += 1
        assert run_to_end(settings, news) == (0, "")
        assert plain.is_like(settings)
    came = ", ".join(f"{number} when {stage}" for stage, number in sorted(stages.items()))
    record("SIGKILL at a random moment", f"run killed ({came}), run again", kills)


def test_a_run_that_is_killed_again_and_again_comes_to_its_end(
    news: Path, plain: Plain, folder: Callable[..., Settings], record: Callable[..., None]
) -> None:
    settings, chance = folder(), random.Random(SEED)
    length = _length(news, folder())
    killed = sum(_kill(settings, news, chance, EARLY * length) for _ in range(4))
    assert killed > 1
    assert run_to_end(settings, news) == (0, "")
    assert plain.is_like(settings)
    record("SIGKILL in one folder", "the same run killed over and over, then left alone", killed)


@pytest.mark.faults
def test_two_runs_at_once(
    news: Path, plain: Plain, folder: Callable[..., Settings], record: Callable[..., None]
) -> None:
    from tests.faults.running import ended

    for _ in range(5):
        settings = folder()
        both = [start(settings, news), start(settings, news)]
        ends = sorted(ended(each, settings) for each in both)
        assert ends[0] == (0, "")
        assert ends[1].code == 0 or ends[1].error.startswith("DataFolderBusyError: another process")
        assert plain.is_like(settings)
    record("Two runs at once", "started together in one data folder", 5)


@pytest.mark.faults
@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400)], ids=["back", "on"])
def test_a_clock_that_jumps(
    jump: timedelta, tmp_path: Path, folder: Callable[..., Settings], record: Callable[..., None]
) -> None:
    article = tmp_path / "news" / "article.txt"
    article.parent.mkdir()
    settings = folder()
    now = datetime(2026, 3, 1, tzinfo=UTC)
    for day, (place, clock) in enumerate(
        [("Wonsan", now), ("Rason", now + jump), ("Hamhung", now)], start=1
    ):
        article.write_text(f"The minister of trade was there.\nIvan Petrov visited {place}.\n")
        os.utime(article, (day, day))
        assert run_to_end(settings, article.parent, now=clock + timedelta(minutes=day)) == (0, "")
        with duckdb.connect(settings.snapshot, read_only=True) as connection:
            held = connection.execute("SELECT place FROM current_reports").fetchall()
            moments = connection.execute("SELECT started FROM runs ORDER BY started").fetchall()
        assert held == [(place,)]
        assert len({moment for (moment,) in moments}) == day
    assert content(settings)["documents"].startswith("3:")
    way = "back" if jump < timedelta() else "forward"
    record("Clock jumps", f"clock set {way} 400 days between runs over a changing article", 3)
