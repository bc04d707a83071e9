"""The process under a Dask worker, from run to run."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import resident
from flows.resident import Resident
from schemas.settings import Settings
from tasks.batch import extractor


@pytest.fixture(autouse=True)
def _pools(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    opened: dict = {}
    monkeypatch.setattr(resident, "_pools", opened)
    yield
    for pool in opened.values():
        pool.close()


def _pid(**fields: object) -> int:
    return Resident(Settings(workers=1, **fields)).submit(os.getpid).result()


def test_runs_of_several_data_folders_have_one_process(tmp_path: Path) -> None:
    first = _pid(data=tmp_path / "one")
    assert _pid(data=tmp_path / "two") == first
    assert _pid(data=tmp_path / "one") == first


def test_other_settings_take_the_place_of_the_process(tmp_path: Path) -> None:
    first = _pid(data=tmp_path, language="en")
    assert _pid(data=tmp_path, language="fr") != first


def test_the_pipeline_is_loaded_once_whosever_batches_come(tmp_path: Path) -> None:
    one, two = (extractor(Settings(data=tmp_path / name)) for name in ("one", "two"))
    assert one is two
    assert extractor(Settings(data=tmp_path / "one", gate=0)) is not one
