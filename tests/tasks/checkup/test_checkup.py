import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from schemas.settings import Settings
from tasks.checkup import (
    Finding,
    Level,
    check_database,
    check_disk,
    check_installation,
    check_pipeline,
    installation,
)
from tests.warehouse.conftest import Article, Warehouse


def by_check(findings: Iterator[Finding]) -> dict[str, Finding]:
    return {each.check: each for each in findings}


@pytest.fixture(scope="module")
def published(
    tmp_path_factory: pytest.TempPathFactory,
    warehouse_in: Callable[[Path], Warehouse],
    article: Callable[..., Article],
) -> Path:
    """A snapshot with two articles and their events."""
    folder = tmp_path_factory.mktemp("published")
    warehouse = warehouse_in(folder)
    texts = ("Maria Lopez visited Wonsan.", "Ana Ruiz visited Hamhung.")
    warehouse.load(*(article(f"file:///{n}", text) for n, text in enumerate(texts)))
    warehouse.resolve()
    warehouse.connection.close()
    return warehouse.settings.database


@pytest.fixture
def settings(tmp_path: Path, published: Path) -> Settings:
    made = Settings(data=tmp_path)
    shutil.copyfile(published, made.snapshot)
    return made


def test_a_sound_database_is_called_sound(settings: Settings) -> None:
    found = by_check(check_database(settings))
    assert set(found) == {"keys", "references", "spans"}
    assert {each.level for each in found.values()} == {Level.OK}


@pytest.mark.parametrize(
    ("damage", "check", "says"),
    [
        ("INSERT INTO documents FROM documents LIMIT 1", "keys", "1 rows too many in documents"),
        ("DELETE FROM reports", "references", "2 rows of spans have a report_id"),
        ("DELETE FROM actors", "references", "actor_id that is not in actors"),
        ("UPDATE documents SET text = 'x' || text", "spans", "2 spans do not hold their quote"),
        ("DROP TABLE rejects", "schema", "tables are missing: rejects"),
    ],
)
def test_damage_is_found_and_named(settings: Settings, damage: str, check: str, says: str) -> None:
    with duckdb.connect(settings.snapshot) as connection:
        connection.execute(damage)
    found = by_check(check_database(settings))[check]
    assert found.level == Level.ERROR
    assert says in found.says
    assert found.todo


def test_a_file_that_is_no_database_is_an_error(settings: Settings) -> None:
    settings.snapshot.write_bytes(b"no database" * 1000)
    (found,) = check_database(settings)
    assert found.level == Level.ERROR
    assert str(settings.snapshot) in found.says


def test_before_the_first_run_it_says_what_to_do(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "none")
    for each in (*check_disk(settings), *check_database(settings)):
        assert each.level == Level.WARNING
        assert "sitrep run" in each.todo


def test_a_disk_that_is_nearly_full_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(settings.data)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage._replace(free=10_000_000))
    found = by_check(check_disk(settings))
    assert found["folder"].level == Level.OK
    assert found["disk"].level == Level.ERROR
    assert "make room" in found["disk"].todo


def test_this_installation_is_fine() -> None:
    assert {each.level for each in check_installation()} == {Level.OK}


def test_wrong_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    needed = ["duckdb==0.1", "no-such-package>=1", "colorama; sys_platform == 'win32'"]
    monkeypatch.setattr(installation, "requires", lambda _: needed)
    errors = [each.says for each in check_installation() if each.level == Level.ERROR]
    assert len(errors) == 2
    assert "must be ==0.1" in errors[0]
    assert errors[1] == "no-such-package is not installed"


def test_the_pipeline_is_tried_on_a_sentence(tmp_path: Path) -> None:
    (good,) = check_pipeline(Settings())
    assert good.level == Level.OK
    (bad,) = check_pipeline(Settings(model=str(tmp_path)))
    assert bad.level == Level.ERROR
    assert bad.todo
