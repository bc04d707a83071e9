"""An empty lake; in `make test` its catalog is a file of SQLite, in `make lake` PostgreSQL's."""

from pathlib import Path

import pytest

from schemas.settings import Settings
from tests.warehouse.homes import POSTGRESQL, Template, lake_template


@pytest.fixture(scope="session", params=["sqlite", POSTGRESQL])
def empty_lake(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Template:
    return lake_template(request, tmp_path_factory.mktemp("lake"), request.param)


@pytest.fixture
def lake(empty_lake: Template, tmp_path: Path) -> Settings:
    return empty_lake.copy(tmp_path / "data")
