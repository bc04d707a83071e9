"""Every command on a lake: it works there, or says in one line why not."""

import json
from collections.abc import Iterator

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.cli.exits import Exit
from schemas.errors import SitrepError
from tests.tasks.report.stories import fill
from tests.warehouse.homes import on_sqlite

PIVOTED = """
SELECT * FROM (PIVOT (SELECT country FROM visits) ON country IN ('PER', 'ECU') USING count(*))
"""


@pytest.fixture(scope="module")
def _lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("lake")
    settings = fill(folder, on_sqlite(folder / "data"))
    assert settings.warehouse is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITREP_DATA", str(settings.data))
        patch.setenv("SITREP_WAREHOUSE", settings.warehouse.get_secret_value())
        patch.chdir(folder)
        yield


pytestmark = pytest.mark.usefixtures("_lake")


def sitrep(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments])


def _events(kind: str) -> list[str]:
    query = f"SELECT event_id FROM current_events WHERE type = '{kind}' ORDER BY event_id"
    return [row["event_id"] for row in json.loads(sitrep("sql", query, "--json").stdout)]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("sql", "SELECT place FROM visits"), "Cusco"),
        (("sql", PIVOTED), "PER"),
        (("status", "--json"), '"published": "ducklake:sqlite:'),
        (("diff", "2026-01-01", "2026-12-31"), "6 new, 0 gone, 0 changed"),
        (("schema", "--tables"), "Arms transfers in the shape of SIPRI's register"),
        (("resolve",), "6 reports, 6 events"),
        (("decide", "list"), ""),
        (("reprocess", "--dry-run"), "0 documents in 0 files"),
        (("export",), '"type": "deployment"'),
        (("export", "--reports"), '"id": "file:///'),
        (("export", "visits", "-o", "visits.parquet"), "visits.parquet"),
        (("export", "visits", "--format", "geojson"), "FeatureCollection"),
        (("export", "visits", "meetings", "--format", "package", "-o", "package"), "package"),
        (("report",), "5 events"),
        (("maintain", "--dry-run"), "nothing to remove"),
        (("maintain",), "nothing was to be removed"),
        (("forget", "--list"), ""),
    ],
)
def test_a_command_works(command: tuple[str, ...], said: str) -> None:
    result = sitrep(*command)
    assert result.exit_code == Exit.OK, (result.output, result.exception)
    assert said in result.output.replace("\n", " ")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("search", "Lima"), "no index by words"),
        (("backup", "backup.tar"), "pg_dump"),
        (("restore", "backup.tar"), "pg_dump"),
        (("restore", "--snapshot"), "pg_dump"),
        (("sql", "DELETE FROM documents"), "only questions"),
        (("sql", "PIVOT visits ON country"), "PIVOT is, as"),
    ],
)
def test_a_command_says_why_not(command: tuple[str, ...], said: str) -> None:
    result = sitrep(*command)
    assert result.exit_code != Exit.OK
    assert isinstance(result.exception, SitrepError)
    assert said in str(result.exception)
    assert "\n" not in str(result.exception)


def test_doctor_looks_into_the_lake() -> None:
    told = sitrep("doctor", "--json").stdout
    assert "every key is unique" in told
    assert "every span holds its quote" in told


def test_events_are_shown_corrected_and_forgotten() -> None:
    (meeting,) = _events("meeting")
    assert "ministers of Peru and Chile met in Lima" in sitrep("show", meeting[:13]).output
    assert sitrep("decide", "not-event", meeting, "--by", "tester").exit_code == Exit.OK
    assert "tester" in sitrep("decide", "list").output
    one = "SELECT document_id FROM documents WHERE title = 'Troops'"
    (row,) = json.loads(sitrep("sql", one, "--json").stdout)
    assert _events("meeting") == []
    assert sitrep("forget", row["document_id"], "--yes", "--by", "tester").exit_code == Exit.OK
    assert json.loads(sitrep("sql", one, "--json").stdout) == []
    assert _events("deployment") == []
