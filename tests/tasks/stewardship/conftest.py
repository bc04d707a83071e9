"""A data folder and a folder of news; a run over it without Prefect and without the reader."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import duckdb
import pytest

from schemas.document import Document
from schemas.fetched import FetchedPage
from schemas.report import Extraction
from schemas.settings import Settings
from schemas.source import Source
from tasks.discovery import find
from tasks.fetch.inbox import lists, pack, write_list
from tasks.load import read_sources, stage_batch
from tasks.normalize.likeness import fingerprint, signature
from tasks.plan import group
from tasks.reading import read_group
from tasks.resolve.stage import resolve
from tasks.staging import batch_folder, clear, load_or_discard
from tests.rule import reports
from warehouse.connection import writer
from warehouse.publish import publish
from warehouse.rows import LoadCounts, Run


def extraction(source: Source) -> Extraction:
    """Every sentence "A visited B." is a visit."""
    text = source.content.strip()
    document = Document.of(
        source,
        text_sha256=fingerprint(source.title, text),
        signature=signature(text),
        title=source.title,
        text=text,
        published=date.fromisoformat(source.published or "2026-01-06"),
        publisher=source.publisher,
    )
    return Extraction(document=document, reports=reports(document))


class House(NamedTuple):
    """A data folder, and the folder whose files come into it."""

    settings: Settings
    news: Path

    def write(self, name: str, *lines: str) -> str:
        """Write a file of news; return its address."""
        path = self.news / name
        path.write_text("\n".join(lines) + "\n")
        return path.resolve().as_uri()

    def fetch(self, url: str, text: str, **said: str) -> Path:
        """Put down a page as a fetch does; return the list that names it."""
        packed = pack(text.encode("latin-1"))
        packed.keep(self.settings)
        now = datetime.now(UTC)
        page = FetchedPage(
            source="wire", url=url, answered_by=url, blob_sha256=packed.sha256,
            written_in="text", charset="latin-1", retrieved=now, **said,
        )  # fmt: skip
        made = write_list(self.settings, "wire", [page], now)
        assert made is not None
        return made

    def run(self, version: str = "1") -> LoadCounts:
        """Do what a run does, from files to snapshot."""
        run = Run(run_id=uuid4(), started=datetime.now(UTC), version=version, status="completed")
        folders = [str(self.news), str(lists(self.settings))]
        found = find(folders, self.settings, version)
        staged, inputs = [], []
        for each in group(found.files):
            read = read_group(each, self.settings)
            for batch in read.batches:
                folder = batch_folder(self.settings, batch, version)
                sources = read_sources(batch.path)
                stage_batch(folder, sources, [extraction(source) for source in sources], [])
                staged.append(folder)
            inputs += read.inputs(version)
        ended = run.model_copy(update={"finished": datetime.now(UTC)})
        counts = load_or_discard(staged, inputs, ended, self.settings)
        resolve(run.run_id, self.settings)
        publish(self.settings)
        clear(self.settings)
        return counts

    def rows(self, query: str) -> list[tuple]:
        """Ask the snapshot."""
        with duckdb.connect(self.settings.snapshot, read_only=True) as connection:
            return connection.execute(query).fetchall()

    def files_with(self, words: str) -> list[str]:
        """Name the files of the data folder whose bytes hold `words`."""
        return [
            str(path.relative_to(self.settings.data))
            for path in sorted(self.settings.data.rglob("*"))
            if path.is_file() and words.encode() in path.read_bytes()
        ]


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = Settings(data=tmp_path_factory.mktemp("empty"))
    with writer(settings):
        pass
    return settings.database


@pytest.fixture
def house_at(empty_warehouse: Path) -> Callable[..., House]:
    """Makes a house in a folder."""

    def make(folder: Path, **fields: object) -> House:
        settings = Settings(data=folder / "data", **fields)  # type: ignore[arg-type]
        settings.data.mkdir(parents=True)
        shutil.copyfile(empty_warehouse, settings.database)
        news = folder / "news"
        news.mkdir()
        return House(settings, news)

    return make


@pytest.fixture
def house(house_at: Callable[..., House], tmp_path: Path) -> House:
    return house_at(tmp_path)
