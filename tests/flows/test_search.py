"""`sitrep search` on the command line."""

import json

import pytest
from click.testing import Result
from typer.testing import CliRunner

from flows.cli import app
from flows.cli.exits import Exit
from tests.flows.running import Loaded

pytestmark = pytest.mark.xdist_group("prefect")


@pytest.fixture
def sitrep(loaded: Loaded):
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, [*arguments, "--data", str(loaded.settings.data)])

    return run


def test_documents_are_found_by_their_words(sitrep) -> None:
    shown = sitrep("search", "soldiers", "Niger", "--limit", "2").stdout.splitlines()
    assert "Italy withdraws soldiers from northern Niger" in shown[0]
    assert shown[2].strip().startswith("document ")
    assert "of" in shown[-1]
    assert sitrep("show", shown[2].split()[-1]).exit_code == Exit.OK


def test_events_are_found_by_their_evidence(sitrep) -> None:
    arguments = ("search", "howitzer", "--evidence", "--type", "transfer", "--country", "rou")
    results = json.loads(sitrep(*arguments, "--json").stdout)["results"]
    assert results
    assert {row["type"] for row in results} == {"transfer"}
    assert results[0]["event_id"] in sitrep(*arguments).stdout


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [
        (["zebra"], Exit.NOTHING),
        (["soldiers", "--to", "1999-12-31"], Exit.NOTHING),
        (["soldiers", "--country", "XYZ"], Exit.USAGE),
        (["soldiers", "--from", "yesterday"], Exit.USAGE),
        (["soldiers", "--from", "2026-01-01", "--to", "2026-12-31"], Exit.OK),
    ],
)
def test_what_is_not_there_or_not_understood(sitrep, arguments: list[str], exit_code: int) -> None:
    assert sitrep("search", *arguments).exit_code == exit_code
