"""README.md says what is so: commands exist, settings are the settings, its answers hold."""

import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from flows.cli import app
from schemas.settings import Settings
from tests.flows.running import Loaded

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
COMMANDS = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
QUESTION = re.compile(r"```\nsitrep sql \"([^\"]+)\"\n```\n\n```\n(.*?)```", re.DOTALL)
ROW = re.compile(r"^\| `(\w+)` \| `(SITREP_\w+)` \| (.*?) \|", re.MULTILINE)


def test_every_command_is_told_and_every_command_told_exists() -> None:
    named = set(re.findall(r"\bsitrep ([a-z]+)\b", README))
    assert named >= COMMANDS
    assert {name for name in named if f"`sitrep {name}" in README} <= COMMANDS


def test_the_settings_table_holds_the_settings() -> None:
    rows = ROW.findall(README)
    assert {name for name, _, _ in rows} <= set(Settings.model_fields)
    assert len(rows) >= 8
    for name, variable, _ in rows:
        assert variable == f"SITREP_{name.upper()}"
    plain = {name: default for name, _, default in rows if re.fullmatch(r"`?[\w.]+`?", default)}
    for name, default in plain.items():
        assert str(Settings.model_fields[name].default) == default.strip("`")


@pytest.mark.xdist_group("prefect")
@pytest.mark.parametrize(("query", "answer"), QUESTION.findall(README))
def test_the_answers_are_those_of_the_samples(query: str, answer: str, loaded: Loaded) -> None:
    command = ["sql", query, "--data", str(loaded.settings.data)]
    shown = CliRunner().invoke(app, command).stdout
    assert [line.rstrip() for line in shown.splitlines()] == answer.splitlines()


def test_five_questions_are_asked() -> None:
    assert len(QUESTION.findall(README)) == 5
