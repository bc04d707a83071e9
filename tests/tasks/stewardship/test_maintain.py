import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from schemas.settings import Retention
from tasks.exclusive import DataFolderBusyError, exclusive
from tasks.stewardship.forget import Wish, forget
from tasks.stewardship.maintain import maintain
from tasks.stewardship.reprocess import outdated
from tests.tasks.stewardship.conftest import House
from warehouse.compact import compact
from warehouse.connection import reader, writer
from warehouse.content import fingerprint

FILLER = 5_000_000
"""Bytes that 300,000 names take at least."""


def age(path: Path, days: float) -> None:
    then = (datetime.now(UTC) - timedelta(days=days)).timestamp()
    os.utime(path, (then, then))


def test_what_documents_rest_on_stays_and_what_nothing_rests_on_goes(house: House) -> None:
    house.write("a.txt", "Ivan Petrov visited Wonsan.")
    house.run()
    for blob in house.settings.raw.glob("*/*"):
        age(blob, 1000)
    orphan = house.settings.raw / "00" / ("00" * 32)
    orphan.parent.mkdir()
    orphan.write_text("left by a killed run")
    age(orphan, 8)
    leftover = house.settings.data / ".sitrep.duckdb.dead"
    leftover.write_text("half a copy")
    age(leftover, 2)
    young = house.settings.raw / ".incoming-now"
    young.write_text("being written")
    before = house.rows("SELECT count(*) FROM documents")

    told = maintain(house.settings, dry_run=True)
    assert orphan.exists()
    assert leftover.exists()
    done = maintain(house.settings)
    assert done.removed == told.removed
    assert {(each.area, each.number) for each in done.removed} == {("raw", 1), ("leftovers", 1)}
    assert not orphan.exists()
    assert not leftover.exists()
    assert young.exists()
    assert len(list(house.settings.raw.glob("*/*"))) == 1
    assert house.rows("SELECT count(*) FROM documents") == before == [(1,)]
    assert maintain(house.settings).removed == ()


@pytest.mark.parametrize("rule", [{"raw_days": 30}, {"raw_bytes": 40}])
def test_the_raw_store_obeys_age_and_size(
    house_at: Callable[..., House], tmp_path: Path, rule: dict[str, float]
) -> None:
    house = house_at(tmp_path, retention=Retention(**rule))
    house.write("old.txt", "Ivan Petrov visited Wonsan.")
    house.run()
    (old,) = house.settings.raw.glob("*/*")
    age(old, 31)
    house.write("new.txt", "Olga Orlova visited Pyongyang.")
    house.run()
    done = maintain(house.settings)
    assert [(each.area, each.number) for each in done.removed] == [("raw", 1)]
    assert not old.exists()
    assert len(list(house.settings.raw.glob("*/*"))) == 1
    assert house.run().inserted.get("documents", 0) == 0


def test_dated_snapshots_are_made_when_due_and_the_oldest_go(
    house_at: Callable[..., House], tmp_path: Path
) -> None:
    house = house_at(tmp_path, retention=Retention(snapshots=2))
    start = datetime(2026, 3, 1, tzinfo=UTC)
    for day in range(4):
        house.write(f"{day}.txt", f"Ivan Petrov visited Wonsan{day}.")
        house.run()
        now = start + timedelta(days=day)
        assert maintain(house.settings, now).snapshot is not None
        assert maintain(house.settings, now + timedelta(hours=1)).snapshot is None
    names = sorted(each.name for each in house.settings.snapshots.iterdir())
    assert names == ["2026-03-03T000000Z.duckdb", "2026-03-04T000000Z.duckdb"]
    assert [each.stat().st_ino for each in house.settings.snapshots.iterdir()].count(
        house.settings.snapshot.stat().st_ino
    ) == 1


def test_staging_of_killed_runs_goes_after_its_days(house: House) -> None:
    group = house.settings.staging_folder / "sources" / "dead"
    group.mkdir(parents=True)
    (group / "000000001.parquet").write_text("half")
    assert maintain(house.settings).removed == ()
    age(group, 8)
    assert [each.area for each in maintain(house.settings).removed] == ["staging"]
    assert not group.exists()


def test_a_run_at_work_is_not_disturbed(house: House) -> None:
    with exclusive(house.settings), pytest.raises(DataFolderBusyError):
        maintain(house.settings)


def test_a_rewritten_warehouse_holds_the_same_and_none_of_what_was_deleted(house: House) -> None:
    house.write("a.txt", "Ivan Petrov visited Wonsan.")
    house.run()
    with writer(house.settings) as connection:
        before = fingerprint(connection)
        connection.execute(
            "INSERT INTO countries (code, name)"
            " SELECT 'X' || i, 'Nowhere' || hash(i) FROM range(300000) AS t(i)"
        )
        connection.execute("CHECKPOINT")
        migrations = connection.execute("FROM migrations").fetchall()
    swollen = shutil.copy(house.settings.database, house.settings.data / "swollen")
    bytes_before, bytes_after = compact(house.settings)
    assert bytes_before == Path(swollen).stat().st_size > bytes_after + FILLER
    with reader(house.settings) as connection:
        assert fingerprint(connection) == before
        assert connection.execute("FROM migrations").fetchall() == migrations
        comment = "SELECT comment FROM duckdb_tables() WHERE table_name = 'reports'"
        assert connection.execute(comment).fetchall()[0][0].startswith("An event as one document")


def test_lists_go_when_they_were_read_and_forgetting_reaches_their_copies(house: House) -> None:
    lists = {
        name: house.fetch(f"https://news.example/{name}", f"Ivan Petrov visited Wonsan {name}.")
        for name in ("secret", "young", "other")
    }
    house.run()
    lists["unread"] = house.fetch("https://news.example/unread", "Olga Orlova visited Pyongyang.")
    for name in ("secret", "other", "unread"):
        age(lists[name], 31)
    house.settings.reports.mkdir()
    (house.settings.reports / "2020.html").touch()
    age(house.settings.reports / "2020.html", 1000)

    done = maintain(house.settings)
    assert [(each.area, each.number) for each in done.removed] == [("lists", 2)]
    assert [name for name, path in lists.items() if path.exists()] == ["young", "unread"]
    assert house.run().inserted["documents"] == 1
    assert house.files_with("news.example/secret")
    forget(house.settings, Wish(("https://news.example/secret",), "me"))
    assert house.files_with("news.example/secret") == []
    assert house.files_with("news.example/other")
    assert len(outdated(house.settings).documents) == 3


def test_reports_obey_their_age(house_at: Callable[..., House], tmp_path: Path) -> None:
    house = house_at(tmp_path, retention=Retention(report_days=90))
    house.settings.reports.mkdir()
    for name, days in (("old", 91), ("new", 89)):
        (house.settings.reports / f"{name}.html").touch()
        age(house.settings.reports / f"{name}.html", days)
    assert [(each.area, each.number) for each in maintain(house.settings).removed] == [
        ("reports", 1)
    ]
    assert [path.stem for path in house.settings.reports.iterdir()] == ["new"]


def test_what_is_left_in_the_store_goes_after_its_days(
    house_at: Callable[..., House], tmp_path: Path
) -> None:
    share = tmp_path / "share"
    house = house_at(tmp_path, staging=share.as_uri())
    for name in ("batches/old.tar", "sources/group/young.tar", "of-somebody-else.tar"):
        (share / name).parent.mkdir(parents=True, exist_ok=True)
        (share / name).write_text("left by a killed run")
    age(share / "batches/old.tar", 8)
    age(share / "of-somebody-else.tar", 8)
    done = maintain(house.settings)
    assert [(each.area, each.number) for each in done.removed] == [("store", 1)]
    assert done.sizes["store"] == len("left by a killed run")
    assert sorted(each.name for each in share.rglob("*.tar")) == [
        "of-somebody-else.tar",
        "young.tar",
    ]
