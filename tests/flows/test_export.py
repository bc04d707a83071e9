"""docs/export.md says what is so: its commands run on the samples."""

import json
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.cli.exits import Exit
from schemas.settings import Settings
from tests.flows.running import Loaded
from warehouse.query import told_tables

PAGE = (Path(__file__).parents[2] / "docs" / "export.md").read_text("utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
COMMANDS = [line for block in BLOCKS for line in block.splitlines()]


@pytest.mark.xdist_group("prefect")
def test_the_commands_of_the_page_run(
    loaded: Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SITREP_DATA", str(loaded.settings.data))
    assert len(COMMANDS) > 10
    for command in COMMANDS:
        program, *arguments = shlex.split(command)
        assert program == "sitrep"
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == Exit.OK, (command, result.output, result.exception)
        assert result.output.strip(), command
    made = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert {"out/visits.csv", "out/kenya.parquet", "out/points.geojson", "out/arms.jsonl"} < made
    assert {"release/datapackage.json", "release/codebook.md"} < made
    assert (tmp_path / "out" / "arms.jsonl").stat().st_size > 0


@pytest.mark.parametrize(
    "arguments",
    [["--country", "PRK"], ["visits", "--reports"], ["visits", "--country", "Korea"]],
)
def test_wishes_that_contradict_themselves_are_refused(arguments: list[str]) -> None:
    assert CliRunner().invoke(app, ["export", *arguments]).exit_code == Exit.USAGE


def test_every_table_view_column_and_macro_is_explained(tmp_path: Path) -> None:
    told = told_tables(Settings(data=tmp_path))
    assert len(told) > 30
    assert {"view", "table", "macro"} == {each.kind for each in told}
    assert [each.name for each in told if not each.comment] == []
    bare = [
        f"{each.name}.{column.name}"
        for each in told
        if each.kind != "macro"
        for column in each.columns
        if not column.comment
    ]
    assert bare == []


def test_tables_are_printed_before_there_is_a_snapshot(tmp_path: Path) -> None:
    arguments = ["schema", "--tables", "--data", str(tmp_path)]
    shown = CliRunner().invoke(app, arguments).stdout
    assert "visits  view" in shown
    assert "search_documents  macro" in shown
    told = json.loads(CliRunner().invoke(app, [*arguments, "--json"]).stdout)
    (visits,) = [each for each in told if each["name"] == "visits"]
    assert "visitors" in [column["name"] for column in visits["columns"]]
    assert list(tmp_path.iterdir()) == []
