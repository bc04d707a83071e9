"""The report from the command line and as a flow."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.artifacts import report_address
from flows.cli import app
from flows.cli.exits import Exit
from schemas.errors import SitrepError
from schemas.settings import ReportSettings, Settings
from tests.flows.running import Loaded
from tests.tasks.report.stories import fill


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return fill(tmp_path_factory.mktemp("filled"))


def test_the_command_writes_where_it_says(filled: Settings) -> None:
    result = CliRunner().invoke(app, ["report", "--data", str(filled.data), "--json"])
    assert result.exit_code == Exit.OK
    told = json.loads(result.stdout)
    assert (told["from"], told["to"], told["events"]) == ("2026-02-19", "2026-03-20", 5)
    assert Path(told["path"]) == filled.reports / "2026-02-19_2026-03-20.html"
    assert Path(told["path"]).stat().st_size == told["bytes"]


def test_what_it_cannot_do_it_says(filled: Settings, tmp_path: Path) -> None:
    for arguments, says in (
        (["--data", str(tmp_path)], "sitrep run"),
        (["--data", str(filled.data), "--country", "Atlantis"], "Atlantis"),
        (["--data", str(filled.data), "--from", "2030-01-01", "--to", "2030-02-01"], "--from"),
    ):
        result = CliRunner().invoke(app, ["report", *arguments])
        assert isinstance(result.exception, SitrepError)
        assert says in str(result.exception)


def test_a_link_leads_to_the_file_or_to_where_it_is_served() -> None:
    path = Path("/data/reports/2026-01-01_2026-01-31.html")
    assert report_address(path, Settings()) == path.as_uri()
    served = Settings(report=ReportSettings(address="https://desk.example/reports/"))
    assert report_address(path, served) == f"https://desk.example/reports/{path.name}"


@pytest.mark.xdist_group("prefect")
def test_the_flow_leaves_a_link(loaded: Loaded) -> None:
    from prefect.client.orchestration import get_client

    from flows.report import report

    path = report(overrides={"data": str(loaded.settings.data)})
    assert Path(path).exists()
    with get_client(sync_client=True) as client:
        (link,) = [each for each in client.read_artifacts() if each.key == "report"]
    assert Path(path).as_uri() in str(link.data)
