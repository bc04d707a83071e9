"""A data folder with the stories, and a report of March on them."""

from datetime import date
from pathlib import Path

import pytest

from schemas.settings import Settings
from tasks.report import Asked, Written, write_report
from tests.tasks.report.stories import fill

MARCH = Asked(date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return fill(tmp_path_factory.mktemp("filled"))


@pytest.fixture(scope="session")
def march(filled: Settings, tmp_path_factory: pytest.TempPathFactory) -> Written:
    return write_report(filled, MARCH, tmp_path_factory.mktemp("report") / "march.html")


@pytest.fixture(scope="session")
def page(march: Written) -> Path:
    return march.path
