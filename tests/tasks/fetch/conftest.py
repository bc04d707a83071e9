"""A misbehaving web, a client that may ask it, and a clock that is not in its way."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from schemas.settings import Fetching, Settings
from tasks.fetch.client import Client
from tests.tasks.fetch.desk import Desk
from tests.tasks.fetch.web import FakeClock, Web, names, serving

QUICK = {
    "allow_networks": ("127.0.0.1/32",),
    "connect_seconds": 60.0,
    "read_seconds": 60.0,
    "whole_seconds": 120.0,
    "max_wire_bytes": 200_000,
    "max_body_bytes": 400_000,
    "retries": 0,
    "host_delay": 0.0,
}


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as made:
        yield made


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data=tmp_path / "data",
        sources=tmp_path / "sources.toml",
        fetch=Fetching.model_validate(QUICK),
    )


@pytest.fixture
def desk(settings: Settings, web: Web, clock: FakeClock) -> Desk:
    return Desk(settings, web, clock)


@pytest.fixture
def clients(tmp_path: Path, clock: FakeClock) -> Iterator[Callable[..., Client]]:
    """Makes clients; settings of fetching may be given."""
    made: list[Client] = []

    def make(**changed: object) -> Client:
        fetching = Fetching.model_validate(QUICK | changed)
        made.append(Client(fetching, tmp_path / "kept", clock, names))
        return made[-1]

    yield make
    for each in made:
        each.close()
