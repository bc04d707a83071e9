"""A run in a process of its own: every stage as the flow calls it, without Prefect, with a rule
in place of the reader's network, so that it can be killed a hundred times."""

import json
import os
import random
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import duckdb

from schemas.settings import Settings
from tasks import batch
from tasks.discovery import find
from tasks.exclusive import exclusive
from tasks.plan import group
from tasks.reading import read_group
from tasks.resolve.stage import resolve
from tasks.staging import basis, batch_folder, clear, load_or_discard
from tests.rule import RuleExtractor
from warehouse.content import duplicates, fingerprint
from warehouse.moment import next_moment
from warehouse.publish import publish
from warehouse.rows import Run

VERSION = "1"
CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.faults.warm"])
WORDS = [
    "harbour",
    "bridge",
    "minister",
    "delegation",
    "talks",
    "treaty",
    "border",
    "river",
    "winter",
    "market",
    "railway",
    "energy",
    "grain",
    "fishing",
    "pilots",
    "embassy",
    "school",
    "budget",
    "summit",
    "garden",
    "weather",
    "football",
    "museum",
    "hospital",
]
PEOPLE = ("Ivan Petrov", "Olga Orlova", "Maria Lopez", "Halvard Berg", "Rauf Hajizade")
PLACES = ("Wonsan", "Sinuiju", "Pyongyang", "Rason", "Hamhung")


class Ended(NamedTuple):
    """How a process ended."""

    code: int
    """0 done, 1 failed, negative: the signal."""
    error: str
    """The exception's name and words; empty where there was none."""


def write_news(folder: Path, files: int = 4, articles: int = 12) -> Path:
    """Write the same news each time: files of many articles, a visit in every second."""
    folder.mkdir(parents=True)
    chance = random.Random(11)
    for number in range(files):
        lines = [_article(chance, f"{number}-{each}") for each in range(articles)]
        (folder / f"{number}.jsonl").write_text("\n".join(lines) + "\n")
    return folder


def _article(chance: random.Random, name: str) -> str:
    said = [f"The {' and the '.join(chance.sample(WORDS, 6))} were in the news again."]
    said += [f"Nobody in the {chance.choice(WORDS)} had expected it, said report {name}."]
    if chance.random() < 0.5:
        said.append(f"{chance.choice(PEOPLE)} visited {chance.choice(PLACES)}.")
    day = f"2026-01-{chance.randrange(5, 25):02}"
    return json.dumps({"id": name, "text": "\n".join(said), "published": day, "source": "Wire"})


def run(settings: Settings, news: Path, now: datetime | None = None) -> None:
    """Do what `flows.run` does: find, read, extract, load, resolve, publish, clear."""
    batch.extractor = lambda _: RuleExtractor()  # type: ignore[assignment]
    with exclusive(settings):
        started = next_moment(settings, now or datetime.now(UTC))
        found = find([str(news)], settings, VERSION)
        based_on = basis(settings, VERSION)
        staged, inputs = [], []
        for each in group(found.files):
            read = read_group(each, settings)
            for piece in read.batches:
                folder = batch_folder(settings, piece, based_on)
                batch.run(piece.path, folder, settings, VERSION)
                staged.append(folder)
            inputs += read.inputs(VERSION)
        record = Run(
            run_id=uuid4(),
            started=started,
            finished=started + timedelta(seconds=1),
            status="completed",
            version=VERSION,
        )
        with ExitStack() as leave_open:
            load_or_discard(staged, inputs, record, settings, leave_open)
            resolve(record.run_id, settings)
        publish(settings)
        clear(settings)


def start(
    settings: Settings,
    news: Path,
    before: Callable[[], None] | None = None,
    now: datetime | None = None,
) -> BaseProcess:
    """Start a run in a process of its own; `before` is called in it first."""
    process = CONTEXT.Process(target=_go, args=(settings, news, before, now))
    process.start()
    return process


def ended(process: BaseProcess, settings: Settings, patience: float = 300) -> Ended:
    """Wait for a process and tell how it ended."""
    process.join(patience)
    if process.exitcode is None:
        process.kill()
        process.join()
        raise AssertionError(f"a run did not end in {patience} s")
    told = _complaint(settings, process.pid)
    return Ended(process.exitcode, told.read_text() if told.exists() else "")


def run_to_end(settings: Settings, news: Path, **options: object) -> Ended:
    """Run in a process of its own and wait."""
    return ended(start(settings, news, **options), settings)  # type: ignore[arg-type]


def content(settings: Settings) -> dict[str, str]:
    """Hash the rows of each table of warehouse and snapshot, which have to be alike and sound."""
    with duckdb.connect(settings.database, read_only=True) as connection:
        assert duplicates(connection) == {}
        ours = fingerprint(connection)
    with duckdb.connect(settings.snapshot, read_only=True) as connection:
        assert fingerprint(connection) == ours
    return ours


def kept(settings: Settings) -> list[str]:
    """Name the files of the raw store."""
    return sorted(path.name for path in settings.raw.glob("*/*"))


def limit_files(size: int) -> None:
    """Let this process write no file beyond a size: as a disk that is full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _go(
    settings: Settings, news: Path, before: Callable[[], None] | None, now: datetime | None
) -> None:
    try:
        if before is not None:
            before()
        run(settings, news, now)
    except BaseException as error:
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits, limits))
        _complaint(settings, os.getpid()).write_text(f"{type(error).__name__}: {error}")
        sys.exit(1)


def _complaint(settings: Settings, pid: int | None) -> Path:
    return settings.data.parent.parent / f"complaint-{pid}"
