import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.cli.exits import Exit
from flows.cli.terminal import printable
from schemas.event import EVENT
from tests.flows.running import SAMPLES, Loaded

runner = CliRunner()


def sitrep(*arguments: str) -> Result:
    return runner.invoke(app, [*arguments])


class TestWithoutData:
    def test_help_names_every_command(self) -> None:
        shown = sitrep("--help").stdout
        for command in ("run", "extract", "evaluate", "explain", "sql", "show", "status", "schema"):
            assert f" {command} " in shown

    def test_schema_is_json_with_every_record(self) -> None:
        schema = json.loads(sitrep("schema").stdout)
        assert {"Visit", "Meeting", "Deployment", "Transfer", "Report", "Document"} <= set(
            schema["$defs"]
        )
        assert "visitors" in schema["$defs"]["Visit"]["required"]

    @pytest.mark.parametrize("named_by", ["option", "environment"])
    def test_a_settings_file_that_is_missing_is_told(
        self, named_by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        absent = str(tmp_path / "mine.toml")
        if named_by == "environment":
            monkeypatch.setenv("SITREP_CONFIG", absent)
        result = sitrep(*(["--config", absent] if named_by == "option" else []), "status")
        assert result.exit_code == Exit.USAGE
        assert "mine.toml'doesnotexist" in "".join(result.stderr.replace("│", "").split())

    @pytest.mark.parametrize("command", [["sql", "SELECT 1"], ["show", "x"], ["status"]])
    def test_without_a_run_it_says_what_to_do(self, command: list[str], tmp_path: Path) -> None:
        result = sitrep(*command, "--data", str(tmp_path))
        assert result.exit_code != 0
        assert "sitrep run" in str(result.exception)

    @pytest.mark.parametrize(
        ("said", "shown"),
        [
            ("plain – ä 한", "plain – ä 한"),
            ("\x1b[31mred", "\ufffd[31mred"),
            ("a\u202eb", "a\ufffdb"),
        ],
    )
    def test_control_characters_never_reach_the_terminal(self, said: str, shown: str) -> None:
        assert printable(said) == shown


def test_extract_gives_a_line_for_every_article(tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    said = "Foreign Minister Ana Ruiz of Chile arrived in Lima on 3 May 2025."
    records = [
        {"id": "one", "text": said, "published": "2025-05-04", "events": ["ignored"]},
        {"id": 2, "text": "The harvest was good this year, the farmers of the valley said."},
        {"id": "three", "text": "La récolte a été bonne cette année, ont dit les agriculteurs."},
        {"id": "four"},
    ]
    articles.write_text("\n".join(map(json.dumps, records)))
    result = sitrep("extract", str(articles), "--workers", "1")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == Exit.OK
    assert [line["id"] for line in lines] == ["one", "2", "three"]
    assert [len(line["events"]) for line in lines] == [1, 0, 0]
    event = EVENT.validate_json(json.dumps(lines[0]["events"][0]))
    assert (event.type, event.date, event.country) == ("visit", "2025-05-03", "PER")
    assert "French" in result.stderr
    assert "four" in result.stderr or "line 4" in result.stderr or "text" in result.stderr


def test_extract_of_nothing_says_so(tmp_path: Path) -> None:
    result = sitrep("extract", str(tmp_path / "absent"))
    assert result.exit_code == Exit.NOTHING
    assert "no such file" in result.stderr


@pytest.mark.xdist_group("prefect")
class TestWithSamples:
    @pytest.fixture(autouse=True)
    def _data(self, loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SITREP_DATA", str(loaded.settings.data))

    def test_sql_in_three_forms(self) -> None:
        query = "SELECT uri, title FROM documents WHERE input_id IS NOT NULL ORDER BY uri"
        as_json = json.loads(sitrep("sql", query, "--json").stdout)
        as_csv = list(csv.DictReader(io.StringIO(sitrep("sql", query, "--csv").stdout)))
        assert as_json == as_csv
        assert as_json
        assert f"{len(as_json)} rows" in sitrep("sql", query).stdout

    @pytest.mark.parametrize(
        "forbidden",
        ["DELETE FROM documents", "ATTACH 'x.db'", "COPY documents TO 'x.csv'",
         "SELECT * FROM read_text('/etc/passwd')", "INSTALL httpfs"],
    )  # fmt: skip
    def test_sql_cannot_write_or_reach_out(self, forbidden: str) -> None:
        result = sitrep("sql", forbidden)
        assert result.exit_code == Exit.FAILED
        assert result.stderr

    def test_show_marks_what_was_read(self) -> None:
        (found,) = json.loads(
            sitrep("sql", "SELECT document_id FROM visits LIMIT 1", "--json").stdout
        )
        shown = sitrep("show", found["document_id"][:13]).stdout
        assert "[1] visit" in shown or "[2] visit" in shown
        assert "visitors.0" in shown
        assert sitrep("show", "no-such-document").exit_code == Exit.NOTHING

    def test_status_counts(self) -> None:
        state = json.loads(sitrep("status", "--json").stdout)
        assert state["totals"]["documents"] == 19
        assert state["runs"][0]["status"] == "completed"
        assert "19 documents" in sitrep("status").stdout

    def test_a_query_from_standard_input(self) -> None:
        result = runner.invoke(app, ["sql", "-", "--csv"], input="SELECT 42 AS answer")
        assert result.stdout == "answer\n42\n"


def test_samples_are_there() -> None:
    assert len([path for path in SAMPLES.iterdir() if path.name != "README.md"]) == 12
