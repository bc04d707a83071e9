"""News, folders to run in, and the table of what was done to them."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.settings import Settings
from tests.faults.running import content, kept, run_to_end, write_news
from warehouse.connection import writer

TABLE = "FAULTS_TABLE"
"""Environment: file to which a line is added for each fault, as JSON."""


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_news(tmp_path_factory.mktemp("faults") / "news")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Settings]:
    """Makes a data folder with an empty warehouse, or with `bare` none at all."""
    home = tmp_path_factory.mktemp("houses")
    template = Settings(data=home / "template")
    with writer(template):
        pass

    def make(*, bare: bool = False) -> Settings:
        number = len(list(home.iterdir()))
        settings = Settings(data=home / str(number) / "data", batch_size=8, workers=1)
        settings.data.parent.mkdir()
        if not bare:
            shutil.copytree(template.data, settings.data)
        return settings

    return make


class Plain:
    """A run that nothing happened to: what all others have to come out as."""

    def __init__(self, settings: Settings, news: Path) -> None:
        assert run_to_end(settings, news) == (0, "")
        self.settings = settings
        self.content = content(settings)
        self.kept = kept(settings)

    def is_like(self, other: Settings) -> bool:
        """Tell whether another folder holds the same, row for row, and the same raw files."""
        assert content(other) == self.content
        assert kept(other) == self.kept
        return True


@pytest.fixture(scope="session")
def plain(folder: Callable[..., Settings], news: Path) -> Plain:
    return Plain(folder(), news)


@pytest.fixture
def record() -> Callable[..., None]:
    """Notes a line of the table: fault, what was done, how often, what was lost."""

    def note(fault: str, done: str, times: int, lost: str = "nothing") -> None:
        line = json.dumps({"fault": fault, "done": done, "times": times, "lost": lost})
        if os.environ.get(TABLE):
            with Path(os.environ[TABLE]).open("a") as table:
                table.write(line + "\n")

    return note
