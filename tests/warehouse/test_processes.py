"""Readers, writers and strangers in processes of their own."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from uuid import uuid4

import duckdb
import pytest

from tasks.load import load, stage_batch
from warehouse.connection import WarehouseLockedError, reader, writer
from warehouse.content import fingerprint
from warehouse.inputs import remembered
from warehouse.publish import publish
from warehouse.query import connect_snapshot
from warehouse.rows import InputRow, Run
from warehouse.snapshot import log_of

pytestmark = pytest.mark.parametrize("template", ["file"], indirect=True)

HOLDER = """
import duckdb, sys, time
connection = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "r")
print("holding", flush=True)
for line in sys.stdin:
    print(connection.execute(line).fetchall(), flush=True)
"""
KILLED_LOADER = """
import os, signal, sys, warehouse.load
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4
from schemas.settings import Settings
from tasks.load import load
from warehouse.rows import Run

def settle(connection):
    count = connection.execute("SELECT count(*) FROM documents").fetchall()
    print(count, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

warehouse.load.settle_copies = settle
run = Run(run_id=uuid4(), started=datetime.now(UTC), version="1")
load([Path(sys.argv[2])], [], run, Settings(data=Path(sys.argv[1])))
"""


@contextmanager
def _process(program: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _ask(process: subprocess.Popen[str], query: str) -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(query + "\n")
    return process.stdout.readline().strip()


def _wait(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "holding\n"


@pytest.fixture
def bring(settings, article):
    """Loads an invented article and publishes."""

    def bring(number: int) -> None:
        told = article(f"file:///{number}", f"Maria Lopez visited Wonsan{number}.")
        folder = settings.staging_folder / f"batch{number}"
        stage_batch(folder, [told.source], [told.extraction], [])
        row = InputRow(
            file_uri=told.source.uri,
            blob_sha256=told.source.blob_sha256,
            size=number,
            mtime_ns=number,
            version="1",
            articles=1,
        )
        run = Run(run_id=uuid4(), started=datetime.now(UTC), version="1")
        load([folder], [row], run, settings)
        publish(settings)

    return bring


def _documents(settings) -> int:
    with connect_snapshot(settings) as connection:
        return connection.execute("SELECT count(*) FROM documents").fetchall()[0][0]


def test_readers_and_loads_never_disturb_each_other(settings, bring) -> None:
    bring(1)
    count = "SELECT count(*), max(length(text)) FROM documents"
    with _process(HOLDER, settings.snapshot, "r") as held:
        _wait(held)
        before = _ask(held, count)
        bring(2)
        assert _ask(held, count) == before == "[(1, 28)]"
        assert _documents(settings) == 2
        bring(3)
        assert _ask(held, count) == before
    assert _documents(settings) == 3


@pytest.mark.parametrize("mode", ["r", "w"])
def test_a_stranger_at_the_warehouse_is_named(settings, mode: str) -> None:
    with _process(HOLDER, settings.database, mode) as stranger:
        _wait(stranger)
        with (
            pytest.raises(WarehouseLockedError, match=f"process {stranger.pid}") as raised,
            writer(settings, patience=0.1),
        ):
            pass
        assert str(settings.database) in str(raised.value)
        assert raised.value.pid == stranger.pid


def test_a_writer_waits_for_a_stranger_to_leave(settings) -> None:
    leaves = HOLDER.replace(
        "for line in sys.stdin:", "time.sleep(0.5); sys.exit()\nfor line in []:"
    )
    with _process(leaves, settings.database, "w") as stranger:
        _wait(stranger)
        with writer(settings, patience=30) as connection:
            assert connection.execute("SELECT count(*) FROM runs").fetchall() == [(0,)]


def test_nobody_can_write_while_it_is_copied(settings, monkeypatch) -> None:
    seen = []
    copy = shutil.copyfileobj

    def copy_and_try(source, target, length) -> None:
        copy(source, target, length)
        with _process(HOLDER, settings.database, "w") as stranger:
            assert stranger.stdout is not None
            seen.append(stranger.stdout.readline())

    monkeypatch.setattr("warehouse.snapshot.shutil.copyfileobj", copy_and_try)
    publish(settings)
    assert seen == [""]


def test_a_killed_load_leaves_the_old_state(settings, bring, article) -> None:
    bring(1)
    more = article("file:///more", "Maria Lopez visited Sinuiju.")
    folder = settings.staging_folder / "more"
    stage_batch(folder, [more.source], [more.extraction], [])
    with _process(KILLED_LOADER, settings.data, folder) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "[(2,)]\n"
        assert killed.wait(60) == -signal.SIGKILL
    with writer(settings) as connection:
        counts = "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM runs)"
        assert connection.execute(counts).fetchall() == [(1, 1)]
    run = Run(run_id=uuid4(), started=datetime.now(UTC), version="1")
    assert load([folder], [], run, settings).inserted["documents"] == 1


def test_publishing_the_same_again_does_nothing(settings, bring) -> None:
    bring(1)
    before = settings.snapshot.stat()
    publish(settings)
    after = settings.snapshot.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    bring(2)
    assert settings.snapshot.stat().st_ino != before.st_ino
    assert [each.name for each in settings.data.glob(".sitrep*")] == []


def test_a_snapshot_is_whole(settings, bring) -> None:
    bring(1)
    with duckdb.connect(settings.snapshot, read_only=True) as copy, reader(settings) as original:
        assert fingerprint(copy) == fingerprint(original)


def test_what_was_read_is_remembered(settings, bring) -> None:
    assert remembered(settings, ["file:///1"], "1") == {}
    bring(1)
    found = remembered(settings, ["file:///1", "file:///2"], "1")
    assert [(row.file_uri, row.size, row.mtime_ns) for row in found.values()] == [
        ("file:///1", 1, 1)
    ]
    assert remembered(settings, ["file:///1"], "2") == {}


def test_a_load_stays_in_the_log_until_it_is_published(settings):
    now = datetime.now(UTC)
    run = Run(run_id=uuid4(), started=now, finished=now, status="completed", version="1")
    load([], [], run, settings)
    assert log_of(settings.database).stat().st_size > 0
    with reader(settings) as connection:
        assert connection.execute("SELECT run_id FROM runs").fetchall() == [(run.run_id,)]
    publish(settings)
    assert not log_of(settings.database).exists()
    with connect_snapshot(settings) as snapshot:
        assert snapshot.execute("SELECT run_id FROM runs").fetchall() == [(run.run_id,)]


def test_a_load_that_leaves_the_file_open_keeps_others_out_until_its_run_goes_on(settings) -> None:
    now = datetime.now(UTC)
    run = Run(run_id=uuid4(), started=now, finished=now, status="completed", version="1")
    with ExitStack() as leave_open:
        load([], [], run, settings, leave_open)
        with _process(HOLDER, settings.database, "w") as stranger:
            assert stranger.wait(60) != 0
        with writer(settings) as connection:
            assert connection.execute("SELECT run_id FROM runs").fetchall() == [(run.run_id,)]
    with _process(HOLDER, settings.database, "w") as stranger:
        _wait(stranger)


def test_a_writer_that_fails_lets_the_file_go(settings) -> None:
    with ExitStack() as leave_open:
        with pytest.raises(RuntimeError), writer(settings, leave_open=leave_open):
            raise RuntimeError
        with _process(HOLDER, settings.database, "w") as stranger:
            _wait(stranger)
