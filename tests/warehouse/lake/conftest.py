"""An empty lake whose catalog is a file of SQLite."""

from pathlib import Path

import pytest

from schemas.settings import Settings
from tests.warehouse.homes import LakeTemplate


@pytest.fixture(scope="session")
def empty_lake(tmp_path_factory: pytest.TempPathFactory) -> LakeTemplate:
    return LakeTemplate(tmp_path_factory.mktemp("lake"))


@pytest.fixture
def lake(empty_lake: LakeTemplate, tmp_path: Path) -> Settings:
    return empty_lake.copy(tmp_path / "data")
