import base64
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest

from schemas.settings import Settings
from tests.warehouse.conftest import DAWN, Article, Warehouse, article, template, warehouse_in
from warehouse import monitor
from warehouse.monitor import Day

__all__ = ["article", "template", "warehouse_in"]
pytestmark = [pytest.mark.xdist_group("prefect"), pytest.mark.usefixtures("server")]


@pytest.fixture
def quiet_house(
    tmp_path: Path, warehouse_in: Callable[[Path], Warehouse], article: Callable[..., Article]
) -> Settings:
    """A data folder whose only source brought something for ten days, months ago."""
    warehouse = warehouse_in(tmp_path)
    wire = {"publisher": "The <Wire>"}
    for day in range(10):
        told = article(f"file:///{day}", f"Maria Lopez visited Wonsan{day}.", **wire)
        warehouse.load(told, day=day)
    warehouse.resolve()
    warehouse.connection.close()
    settings = Settings(data=tmp_path)
    warehouse.settings.database.rename(settings.snapshot)
    return settings


def test_days_and_sources_are_counted(quiet_house: Settings) -> None:
    with duckdb.connect(quiet_house.snapshot, read_only=True) as connection:
        days = monitor.days(connection, 5)
        (source,) = monitor.activity(connection)
    first = (DAWN + timedelta(days=5)).date()
    assert [day.day for day in days] == [first + timedelta(days=n) for n in range(5)]
    assert days[0] == Day(first, 1, 0, 1, 0, 0)
    assert (source.source, source.articles, source.days) == ("The <Wire>", 10, 10)


def test_a_watch_that_has_something_to_tell_ends_as_a_warning(quiet_house: Settings) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId

    from flows.watch import watch

    state = watch({"data": str(quiet_house.data)}, return_state=True)
    assert state.is_completed()
    assert state.name == "Warning"
    assert "The <Wire>" in str(state.message)
    wanted = ArtifactFilterFlowRunId(any_=[state.state_details.flow_run_id])
    with get_client(sync_client=True) as client:
        artifacts = client.read_artifacts(artifact_filter=ArtifactFilter(flow_run_id=wanted))
        run = client.read_flow_run(state.state_details.flow_run_id)
    assert {each.key for each in artifacts} == {"service", "quality", "trend", "silent-sources"}
    assert run.name.startswith(f"watch · {datetime.now(UTC):%Y-%m}")


def test_the_trend_is_an_image_that_a_browser_can_draw() -> None:
    from flows.trend import trend_image

    days = [Day(date(2026, 1, 1), 0, 0, 0, 0, 0), Day(date(2026, 1, 9), 40, 4, 10, 5, 1)]
    for shown in (days, days[:1], []):
        head, _, body = trend_image(shown).partition(",")
        assert head == "data:image/svg+xml;base64"
        drawn = ElementTree.fromstring(base64.b64decode(body))
        assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
        assert len(drawn.findall("{*}polyline")) == 4


def test_a_long_run_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import milestones
    from flows.progress import Progress

    shown: list[tuple[float, str]] = []
    passed: list[Progress] = []
    monkeypatch.setattr(milestones, "PAUSE", 0.0)
    monkeypatch.setattr(
        milestones.Milestones, "_show", lambda _, percent, said: shown.append((percent, said))
    )
    short = milestones.Milestones("news", passed.append)
    short(Progress("extract", articles=10, done=5))
    assert shown == []
    assert len(passed) == 1
    long = milestones.Milestones("news", passed.append, first=0.0)
    long(Progress("read"))
    long(Progress("extract", articles=1000, done=250, reports=30, rejects=2))
    assert shown == [(25.0, "250 of 1,000 articles, 30 reports, 2 rejects")]
