import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import fsspec
import pytest

from benchmarks.servers.object_store import SECRET
from schemas.settings import Settings
from tasks import batch, remote
from tasks.ingest import discover
from tasks.load import StagingDamagedError
from tasks.plan import group
from tasks.reading import GroupRead, divide, read_group
from tasks.staging import batch_folder, clear
from tasks.store import Store, StoreError, bring, name_of, store_of, without_secrets
from tasks.versions import pipeline_version
from tests.rule import RuleExtractor

NEWS = [{"id": str(day), "text": f"Ana Ruiz visited Lima, day {day}."} for day in range(6)]


@pytest.fixture(params=["file", "s3"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "file":
        return (tmp_path / "share" / "sitrep").as_uri()
    return f"{request.getfixturevalue('s3').url}/{uuid4().hex}"


@pytest.fixture
def settings(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(batch, "extractor", lambda _: RuleExtractor())
    return Settings(data=tmp_path / "data", staging=url, batch_size=4)


@pytest.fixture
def read(settings: Settings, tmp_path: Path) -> GroupRead:
    news = tmp_path / "news.jsonl"
    news.write_text("\n".join(map(json.dumps, NEWS)))
    found, _ = discover([str(news)], settings.data)
    (only,) = group(found)
    return read_group(only, settings)


def _elsewhere(settings: Settings, tmp_path: Path) -> Settings:
    """The settings of a machine that has not seen the data folder's files."""
    settings.staging_folder.rename(tmp_path / "out-of-sight")
    return settings


def _objects(settings: Settings) -> list[str]:
    store = store_of(settings)
    assert store is not None
    return [each.name for each in store.list()]


def test_a_batch_goes_to_a_machine_without_the_data_folder_and_back(
    settings: Settings, read: GroupRead, tmp_path: Path
) -> None:
    version = pipeline_version(settings)
    folders = [batch_folder(settings, each, version) for each in read.batches]
    there = _elsewhere(settings, tmp_path)
    for each, folder in zip(read.batches, folders, strict=True):
        counted = remote.run(each.path, folder, there, version)
        assert counted.documents == each.articles
        assert counted == remote.run(each.path, folder, there, version)
    assert not settings.staging_folder.exists()
    bring(folders, settings)
    assert [batch.counts(folder).documents for folder in folders] == [4, 2]
    assert len(_objects(settings)) == 4
    clear(settings, others=True)
    assert _objects(settings) == []


@pytest.mark.parametrize("cut", [0, 70, -1])
def test_an_object_that_is_not_whole_counts_as_missing(
    settings: Settings, read: GroupRead, tmp_path: Path, cut: int
) -> None:
    path = read.batches[0].path
    store = store_of(settings)
    assert store is not None
    assert store.get(name_of(path, settings), tmp_path / "back.parquet")
    key = f"{settings.staging}/{name_of(path, settings)}.tar"
    with fsspec.open(key) as file:
        whole = file.read()
    with fsspec.open(key, "wb") as file:
        file.write(whole[:cut])
    assert not store.get(name_of(path, settings), tmp_path / "again.parquet")
    assert not list(tmp_path.glob("again*"))
    version = pipeline_version(settings)
    folder = batch_folder(settings, read.batches[0], version)
    with pytest.raises(StagingDamagedError, match="damaged there"):
        remote.run(path, folder, settings, version)


def test_a_staged_object_that_is_torn_is_made_again(settings: Settings, read: GroupRead) -> None:
    version = pipeline_version(settings)
    first = read.batches[0]
    folder = batch_folder(settings, first, version)
    counted = remote.run(first.path, folder, settings, version)
    key = f"{settings.staging}/{name_of(folder, settings)}.tar"
    with fsspec.open(key) as file:
        whole = file.read()
    with fsspec.open(key, "wb") as file:
        file.write(whole[: len(whole) // 2])
    assert remote.run(first.path, folder, settings, version) == counted
    with fsspec.open(key) as file:
        assert file.read() == whole


def test_only_what_a_data_folder_knows_is_cleared(
    settings: Settings, read: GroupRead, tmp_path: Path
) -> None:
    store = store_of(settings)
    assert store is not None
    of_another = Path("batches/of-another")
    (tmp_path / "of-another").mkdir()
    store.put(of_another, tmp_path / "of-another")
    assert len(read.batches) == 2
    clear(settings)
    assert _objects(settings) == [str(of_another)]


def test_a_batch_divides_into_its_articles(settings: Settings, read: GroupRead) -> None:
    parts = divide(read.batches[0], settings)
    assert [part.articles for part in parts] == [1, 1, 1, 1]
    assert len({part.key for part in parts}) == 4
    assert str(name_of(parts[0].path, settings)) in _objects(settings)
    (refused,) = batch.refuse(parts[2].path, "it was too much")
    assert refused.excerpt == NEWS[2]["text"]


@pytest.mark.usefixtures("s3")
def test_credentials_are_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert without_secrets(f"no: {SECRET} is wrong") == "no: *** is wrong"
    (tmp_path / "a").mkdir()
    monkeypatch.setenv("STORE_TOKEN", "specified bucket")
    with pytest.raises(StoreError, match=r"to s3://other/x .*The \*\*\* does not") as told:
        Store("s3://other/x").put(Path("batches/a"), tmp_path / "a")
    assert told.value.__cause__ is None


def test_a_url_with_credentials_is_refused() -> None:
    for url in (f"s3://somebody:{SECRET}@news/sitrep", f"https://store/x?sig={SECRET}"):
        with pytest.raises(ValueError, match="AWS_ACCESS_KEY_ID") as told:
            Settings(staging=url)
        assert SECRET not in str(told.value)


def test_a_process_that_is_killed_while_it_writes_leaves_nothing_that_counts(
    tmp_path: Path,
) -> None:
    source = tmp_path / "rows"
    source.mkdir()
    (source / "rows.parquet").write_bytes(os.urandom(30_000_000))
    url = (tmp_path / "share").as_uri()
    code = (
        "import sys; from pathlib import Path; from tasks.store import Store\n"
        f"store = Store({url!r})\n"
        "while True: store.put(Path('batches/rows'), Path(sys.argv[1]))"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(source)])
    written = tmp_path / "share/batches/rows.tar"
    while not written.exists():
        assert process.poll() is None
        time.sleep(0.01)
    time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert Store(url).get(Path("batches/rows"), tmp_path / "rows-again")
    again = tmp_path / "rows-again/rows.parquet"
    assert again.read_bytes() == (source / "rows.parquet").read_bytes()
