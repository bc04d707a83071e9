"""Escape codes, markup and formulas in an article reach neither terminal nor spreadsheet."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.cli.terminal import json_text, printable

EVIL = "\x1b[31mred\x1b]0;title\x07 \x9b2J \u202eback [/bold] <script>alert(1)</script>"
CARRIED_OUT = set("\x1b\x07\x9b\u202e\x7f\x00\r")


def sitrep(*arguments: str) -> str:
    result = CliRunner().invoke(app, [*arguments])
    return result.output


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    with duckdb.connect(folder / "sitrep.duckdb") as made:
        made.execute("CREATE TABLE news AS SELECT ? AS title, '=1+1' AS formula", [EVIL])
        made.execute('CREATE TABLE odd AS SELECT 1 AS "\x1b[2Jname"')
    return folder


@pytest.mark.parametrize("form", [[], ["--csv"], ["--json"]])
@pytest.mark.parametrize("query", ["FROM news", "FROM odd", "SELECT nothing\x1b[2J"])
def test_no_form_of_an_answer_carries_them(data: Path, query: str, form: list[str]) -> None:
    shown = sitrep("sql", query, *form, "--data", str(data))
    assert shown
    assert not CARRIED_OUT & set(shown)


def test_json_says_the_same_all_the_same(data: Path) -> None:
    (row,) = json.loads(sitrep("sql", "FROM news", "--json", "--data", str(data)))
    assert row["title"] == EVIL
    for said in (EVIL, "\ud800 half", "\U000e0041 tag", "plain – ä"):
        text = json_text({"a": said})
        assert json.loads(text) == {"a": said}
        assert not CARRIED_OUT & set(text)
        text.encode("utf-8")


def test_a_formula_is_marked_as_text(data: Path) -> None:
    shown = sitrep("sql", "FROM news", "--csv", "--data", str(data))
    assert next(iter(csv.DictReader(shown.splitlines())))["formula"] == "'=1+1"


def test_a_message_about_an_evil_file_is_harmless(tmp_path: Path) -> None:
    record = {"id": EVIL, "title": EVIL, "url": "https://x.org/\x1b[2J", "body": 5}
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    (tmp_path / "b\x1b[31m\nc.bin").write_bytes(bytes(range(256)))
    command = [sys.executable, "-m", "flows.cli", "extract", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, timeout=600, check=False)
    told = done.stderr.decode()
    assert told.count("sitrep") == 0
    assert "no text" in told
    assert not (CARRIED_OUT - {"\r"}) & set(told)


@pytest.mark.parametrize("command", [["run", "x"], ["sql", "SELECT 1"], ["status"], ["export"]])
def test_a_data_folder_that_is_none_is_told_in_one_line(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "file").touch()
    arguments = [sys.executable, "-m", "flows.cli", *command, "--data", str(tmp_path / "file")]
    done = subprocess.run(arguments, capture_output=True, timeout=600, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") <= 2


def test_plain_text_stays_as_it_is() -> None:
    assert printable("plain – ä 한\n\ttab") == "plain – ä 한\n\ttab"
