"""A data folder that a real run over the samples filled."""

import pytest

from schemas.settings import Settings
from tests.flows.running import SAMPLES, Loaded, run_flow


@pytest.fixture(scope="session")
def loaded(server: str, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Run over the samples once."""
    del server
    settings = Settings(data=tmp_path_factory.mktemp("data"), workers=2)
    return Loaded(settings, run_flow([SAMPLES], settings))
