import json
from pathlib import Path

import pytest

from schemas.settings import Settings
from tasks.ingest import discover
from tasks.load import read_sources
from tasks.plan import group
from tasks.reading import BATCH_CHARS, GroupRead, forget, read_group

LINES = [json.dumps({"id": str(n), "text": f"Article number {n}."}) for n in range(7)]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", batch_size=3)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.jsonl").write_text("\n".join([*LINES, "{broken"]))
    (folder / "b.txt").write_text("One more article, in a file of its own.")
    return folder


def read(news: Path, settings: Settings) -> GroupRead:
    found, _ = discover([str(news)], settings.data)
    (only,) = group(found)
    return read_group(only, settings)


def test_sources_come_in_batches_across_files(news: Path, settings: Settings) -> None:
    result = read(news, settings)
    assert [batch.articles for batch in result.batches] == [3, 3, 2]
    sources = [source for batch in result.batches for source in read_sources(batch.path)]
    assert [source.input_id for source in sources] == [*map(str, range(7)), None]
    assert [(each.articles, each.rejects) for each in result.files] == [(7, 1), (1, 0)]
    assert result.rejects == {("ingest", "bad_record"): 1}
    assert result.rejected is not None
    assert (result.rejected / "rejects.parquet").exists()


@pytest.mark.parametrize(
    ("most", "expected"), [(2000, [250, 250, 500, 300]), (300, [250, 250, 300, 300, 200])]
)
def test_batches_of_a_large_file_grow(tmp_path: Path, most: int, expected: list[int]) -> None:
    (tmp_path / "news").mkdir()
    lines = [json.dumps({"id": str(n), "text": f"Article number {n}."}) for n in range(1300)]
    (tmp_path / "news" / "a.jsonl").write_text("\n".join(lines))
    result = read(tmp_path / "news", Settings(data=tmp_path / "data", batch_size=most))
    assert [batch.articles for batch in result.batches] == expected


def test_long_articles_make_small_batches(news: Path, settings: Settings) -> None:
    lines = [json.dumps({"id": str(n), "text": f"{n} " * (BATCH_CHARS // 4)}) for n in range(3)]
    (news / "a.jsonl").write_text("\n".join(lines))
    assert [batch.articles for batch in read(news, settings).batches] == [2, 2]


def test_a_group_that_is_there_is_not_read_again(news: Path, settings: Settings) -> None:
    first = read(news, settings)
    written = first.batches[0].path.stat().st_mtime_ns
    assert read(news, settings) == first
    assert first.batches[0].path.stat().st_mtime_ns == written


@pytest.mark.parametrize("damage", ["forgotten", "cut short"])
def test_a_group_that_is_not_whole_is_read_again(
    news: Path, settings: Settings, damage: str
) -> None:
    first = read(news, settings)
    folder = first.batches[0].path.parent
    if damage == "forgotten":
        forget(folder)
    else:
        (folder / "group.json").rename(folder / "group.json.part")
    first.batches[0].path.unlink()
    assert read(news, settings) == first
    assert first.batches[0].path.exists()


def test_a_changed_file_makes_another_group(news: Path, settings: Settings) -> None:
    first = read(news, settings)
    (news / "b.txt").write_text("One more article, changed.")
    again = read(news, settings)
    assert again.batches[0].path != first.batches[0].path
    assert again.batches[0].key == first.batches[0].key
    assert again.batches[2].key != first.batches[2].key
