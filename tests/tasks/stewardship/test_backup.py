import os
import signal
import subprocess
import sys
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from schemas.settings import Settings
from tasks.stewardship.archive import BackupDamagedError, read_manifest, verify
from tasks.stewardship.backup import BackupRefusedError, backup
from tasks.stewardship.forget import Wish, forget
from tasks.stewardship.restore import RestoreRefusedError, restore, restore_snapshot
from tests.tasks.stewardship.conftest import House
from warehouse.connection import writer
from warehouse.content import fingerprint
from warehouse.damage import WarehouseDamagedError

HOLDER = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1])
print("holding", flush=True)
sys.stdin.read()
"""
KILLED = """
import os, signal, sys
from pathlib import Path
import tasks.stewardship.restore as restoring
from schemas.settings import Settings
before = restoring.clear if sys.argv[3] == "after" else restoring._let_go
name = "clear" if sys.argv[3] == "after" else "_let_go"
setattr(restoring, name, lambda settings: os.kill(os.getpid(), signal.SIGKILL))
restoring.restore(Settings(data=Path(sys.argv[1])), Path(sys.argv[2]), force=True)
"""


def content(settings: Settings, path: Path | None = None) -> dict[str, str]:
    with duckdb.connect(path or settings.database, read_only=True) as connection:
        return fingerprint(connection)


@pytest.fixture
def full(house: House) -> House:
    house.write("a.txt", "Ivan Petrov visited Wonsan.")
    house.write("b.txt", "Olga Orlova visited Pyongyang.")
    house.run()
    (house.settings.data / "state").mkdir()
    (house.settings.data / "state" / "feeds.json").write_text("{}")
    return house


def test_what_is_restored_elsewhere_is_the_same(full: House, tmp_path: Path) -> None:
    path, manifest = backup(full.settings, tmp_path / "kept.tar")
    assert verify(path) == manifest == read_manifest(path)
    assert manifest.rows["documents"] == 2
    assert not manifest.from_snapshot
    other = Settings(data=tmp_path / "other")
    assert restore(other, path).rows["documents"] == 2
    assert content(other) == content(full.settings) == content(other, other.snapshot)
    for each in (*full.settings.raw.glob("*/*"), full.settings.data / "state" / "feeds.json"):
        inner = each.relative_to(full.settings.data)
        assert (other.data / inner).read_bytes() == each.read_bytes()
    assert [each.name for each in other.data.glob(".*")] == []
    assert [each.name for each in full.settings.data.glob(".*")] == []
    again = House(other, full.news)
    assert again.run().inserted.get("documents", 0) == 0


def test_a_backup_can_be_made_while_a_load_holds_the_warehouse(full: House, tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(full.settings.database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as held:
        assert held.stdout is not None
        assert held.stdout.readline() == b"holding\n"
        path, manifest = backup(full.settings, tmp_path, patience=0.1)
        held.kill()
    assert manifest.from_snapshot
    assert path.name.startswith("sitrep-20")
    assert verify(path).rows["documents"] == 2


def test_a_folder_that_is_not_there_is_made(full: House, tmp_path: Path) -> None:
    night, day = (datetime(2026, 3, 1, hour, tzinfo=UTC) for hour in (4, 16))
    made = [backup(full.settings, tmp_path / "backups", now=now)[0] for now in (night, day)]
    assert sorted((tmp_path / "backups").iterdir()) == made
    with pytest.raises(BackupRefusedError, match="exists"):
        backup(full.settings, tmp_path / "backups", now=day)


def test_nothing_is_overwritten_without_being_asked(full: House, tmp_path: Path) -> None:
    path, _ = backup(full.settings, tmp_path / "kept.tar")
    with pytest.raises(BackupRefusedError, match=r"kept\.tar exists"):
        backup(full.settings, path)
    with pytest.raises(BackupRefusedError, match="lies in the data folder"):
        backup(full.settings, full.settings.data / "kept.tar")
    full.write("c.txt", "Oleg Orlov visited Sinuiju.")
    full.run()
    before = content(full.settings)
    with pytest.raises(RestoreRefusedError, match="--force replaces it"):
        restore(full.settings, path)
    assert content(full.settings) == before
    assert restore(full.settings, path, force=True).rows["documents"] == 2
    assert full.rows("SELECT count(*) FROM documents") == [(2,)]
    assert full.run().inserted["documents"] == 1
    assert content(full.settings) == before


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _flip(path: Path) -> None:
    with tarfile.open(path) as tar:
        at = next(each.offset_data for each in tar if each.name == "warehouse.duckdb") + 9000
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)
        file.seek(at)
        file.write(bytes([byte[0] ^ 1]))


def _replace(path: Path) -> None:
    path.write_bytes(b"not an archive at all")


@pytest.mark.parametrize("damage", [_cut, _flip, _replace])
def test_a_damaged_backup_changes_nothing(
    full: House, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    path, _ = backup(full.settings, tmp_path / "kept.tar")
    before = content(full.settings)
    damage(path)
    with pytest.raises(BackupDamagedError, match=r"kept\.tar.*take another backup"):
        restore(full.settings, path, force=True)
    assert content(full.settings) == before
    assert [each.name for each in full.settings.data.glob(".*")] == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_killed_restore_leaves_one_or_the_other(full: House, tmp_path: Path, when: str) -> None:
    path, _ = backup(full.settings, tmp_path / "kept.tar")
    old = content(full.settings)
    full.write("c.txt", "Oleg Orlov visited Sinuiju.")
    full.run()
    new = content(full.settings)
    command = [sys.executable, "-c", KILLED, str(full.settings.data), str(path), when]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert content(full.settings) == (old if when == "after" else new)
    restore(full.settings, path, force=True)
    assert content(full.settings) == old == content(full.settings, full.settings.snapshot)


def test_what_was_forgotten_does_not_come_back(full: House, tmp_path: Path) -> None:
    path, _ = backup(full.settings, tmp_path / "kept.tar")
    forget(full.settings, Wish(((full.news / "a.txt").resolve().as_uri(),), "me"))
    before = content(full.settings)
    done = restore(full.settings, path, force=True)
    assert done.forgotten == 1
    assert content(full.settings) == before
    assert full.files_with("Petrov") == []


def test_a_damaged_warehouse_is_told_and_comes_back_from_the_snapshot(full: House) -> None:
    before = content(full.settings)
    full.settings.database.write_bytes(b"\0" * 100_000)
    with (
        pytest.raises(WarehouseDamagedError, match=r"warehouse\.duckdb.*restore --snapshot"),
        writer(full.settings),
    ):
        pass
    restore_snapshot(full.settings)
    assert content(full.settings) == before
    with pytest.raises(RestoreRefusedError, match="exists and can be read"):
        restore_snapshot(full.settings)


def test_a_damaged_snapshot_is_passed_over_for_an_older_one(full: House) -> None:
    dated = full.settings.snapshots / "2026-01-01T000000Z.duckdb"
    dated.parent.mkdir()
    dated.write_bytes(full.settings.snapshot.read_bytes())
    full.settings.snapshot.write_bytes(b"broken")
    full.settings.database.unlink()
    assert restore_snapshot(full.settings).source == dated
    dated.unlink()
    for each in (full.settings.snapshot, full.settings.database):
        each.write_bytes(b"broken")
    with pytest.raises(RestoreRefusedError, match=r"no snapshot can be read.*restore a backup"):
        restore_snapshot(full.settings)
