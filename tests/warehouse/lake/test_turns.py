"""Several writers on one lake."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from schemas.settings import Settings
from tasks.load import load, stage_batch
from tasks.resolve.stage import resolve
from tests.warehouse.homes import FileTemplate, connect
from warehouse import transaction
from warehouse.connection import reader
from warehouse.content import duplicates, fingerprint
from warehouse.query import connect_snapshot
from warehouse.rows import Run
from warehouse.transaction import WarehouseContendedError, atomically

LOADER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4
from schemas.settings import Settings
from tasks.load import load
from tasks.resolve.stage import resolve
from warehouse.rows import Run

settings = Settings()
print("ready", flush=True)
sys.stdin.readline()
for folder in sys.argv[1:]:
    run = Run(run_id=uuid4(), started=datetime.now(UTC), version="1")
    load([Path(folder)], [], run, settings)
    resolve(run.run_id, settings)
"""
LONG = "Ivan Petrov visited Pyongyang. " + " ".join(f"word{n}" for n in range(100))


@pytest.fixture
def batches(article, tmp_path):
    """Two batches; the same article stands in both, and copies of one text."""
    both = article("file:///both", "Omar Haddad visited Kaesong.")
    told = [
        [article("file:///0", LONG, published="2026-01-03"), both],
        [article("file:///1", LONG.replace("word50", "x"), published="2026-01-02"), both],
    ]
    folders = []
    for place, articles in enumerate(told):
        folder = tmp_path / f"batch{place}"
        stage_batch(folder, [a.source for a in articles], [a.extraction for a in articles], [])
        folders.append(folder)
    return folders


def test_two_loaders_at_once_give_what_one_gives(lake, batches, tmp_path) -> None:
    alone = FileTemplate(tmp_path / "template").copy(tmp_path / "alone")
    for folder in batches:
        run = Run(run_id=uuid4(), started=datetime.now(UTC), version="1")
        load([folder], [], run, alone)
        resolve(run.run_id, alone)
    loaders = [_loader(lake, tmp_path / f"loader{n}", batches[n::2]) for n in range(2)]
    for loader in loaders:
        assert loader.stdout.readline() == "ready\n"
    for loader in loaders:
        loader.stdin.write("go\n")
        loader.stdin.flush()
    told = [loader.communicate(timeout=600) for loader in loaders]
    assert [loader.returncode for loader in loaders] == [0, 0], told
    with reader(alone) as one, connect_snapshot(lake) as two:
        assert duplicates(two) == {}
        assert fingerprint(two) == fingerprint(one)


def _loader(lake: Settings, data, folders) -> subprocess.Popen[str]:
    """Start a process with a data folder of its own that loads into the lake."""
    assert lake.warehouse is not None
    environment = os.environ | {
        "SITREP_DATA": str(data),
        "SITREP_WAREHOUSE": lake.warehouse.get_secret_value(),
        "SITREP_LAKE__FILES": lake.lake.files or str(lake.data / "lake"),
    }
    command = [sys.executable, "-c", LOADER, *map(str, folders)]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    )


@pytest.fixture
def two(lake):
    pair = [connect(lake), connect(lake)]
    yield pair
    for each in pair:
        each.close()


def _add(connection, name: str) -> None:
    connection.execute("INSERT INTO places VALUES ($1, 'RUS', 0, 0)", [name])


def test_who_was_slower_does_its_work_again_on_what_the_other_left(two, caplog) -> None:
    one, other = two
    seen = []

    def work() -> int:
        seen.append(one.execute("SELECT count(*) FROM places").fetchall()[0][0])
        if len(seen) == 1:
            atomically(other, lambda: _add(other, "theirs"))
        _add(one, "ours")
        return len(seen)

    assert atomically(one, work) == 2
    assert seen == [0, 1]
    assert one.execute("SELECT name FROM places ORDER BY name").fetchall() == [
        ("ours",),
        ("theirs",),
    ]
    assert "another writer of the lake was quicker" in caplog.text


def test_who_is_always_slower_gives_up_and_writes_nothing(two, monkeypatch) -> None:
    monkeypatch.setattr(transaction, "TRIES", 2)
    one, other = two

    def work() -> None:
        _add(one, "ours")
        atomically(other, lambda: _add(other, "theirs"))

    with pytest.raises(WarehouseContendedError, match="nothing was written"):
        atomically(one, work)
    assert other.execute("SELECT DISTINCT name FROM places").fetchall() == [("theirs",)]


def test_what_a_reader_sees_stays_while_others_write(lake, two) -> None:
    one, _ = two
    atomically(one, lambda: _add(one, "first"))
    with connect_snapshot(lake) as reading:
        atomically(one, lambda: _add(one, "second"))
        assert reading.execute("SELECT name FROM places").fetchall() == [("first",)]
    with connect_snapshot(lake) as reading:
        assert reading.execute("SELECT count(*) FROM places").fetchall() == [(2,)]
