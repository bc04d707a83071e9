import json
from pathlib import Path

import pytest

from schemas.settings import Settings
from tasks import batch
from tasks.ingest import discover
from tasks.load import StagingDamagedError
from tasks.plan import group
from tasks.reading import GroupRead, read_group

SAID = "Foreign Minister Ana Ruiz of Chile arrived in Lima on 3 May 2025."
RECORDS = [
    {"id": "visit", "text": SAID, "published": "2025-05-04"},
    {"id": "undated", "text": SAID, "published": "9999-01-01"},
    {"id": "french", "text": "La récolte a été bonne cette année, ont dit les agriculteurs."},
]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data=tmp_path_factory.mktemp("data"))


@pytest.fixture
def read(settings: Settings, tmp_path: Path) -> GroupRead:
    news = tmp_path / "news.jsonl"
    news.write_text("\n".join(map(json.dumps, RECORDS)))
    found, _ = discover([str(news)], settings.data)
    (only,) = group(found)
    return read_group(only, settings)


def test_a_batch_becomes_staged_rows(read: GroupRead, settings: Settings, tmp_path: Path) -> None:
    counted = batch.run(read.batches[0].path, tmp_path / "staged", settings, "1")
    assert counted.documents == 2
    assert counted.rejects == {("normalize", "bad_date"): 1, ("normalize", "not_language"): 1}
    assert counted.reports == {("visit", "occurred"): 2}


def test_a_staged_batch_is_kept_and_a_damaged_one_made_again(
    read: GroupRead, settings: Settings, tmp_path: Path
) -> None:
    staged = tmp_path / "staged"
    first = batch.run(read.batches[0].path, staged, settings, "1")
    reports = staged / "reports.parquet"
    written = reports.stat().st_mtime_ns
    assert batch.run(read.batches[0].path, staged, settings, "1") == first
    assert reports.stat().st_mtime_ns == written
    reports.write_bytes(b"PAR1")
    assert batch.run(read.batches[0].path, staged, settings, "1") == first


def test_damaged_sources_are_read_from_their_file_again(
    read: GroupRead, settings: Settings, tmp_path: Path
) -> None:
    path = read.batches[0].path
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(StagingDamagedError, match=path.name):
        batch.run(path, tmp_path / "staged", settings, "1")
    assert not (path.parent / "group.json").exists()
