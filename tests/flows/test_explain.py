"""`sitrep explain`: for people and for programs, of a file or of standard input."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.cli.exits import Exit
from flows.cli.explain import only
from tasks.extract.explain import Explanation

DOCS = Path(__file__).parents[2] / "docs" / "evaluate.md"
TEXT = (
    "Chilean Foreign Minister Ana Ruiz arrived in Lima on 3 May 2025. Nobody met the deadline."
    " She made a junket to Quito in April 2025."
)


def sitrep(*arguments: str | Path, said: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments], input=said)


def loaded(result: Result) -> dict[str, Any]:
    assert result.exit_code == Exit.OK, result.exception
    told: dict[str, Any] = json.loads(result.stdout)
    return told


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the frame of docs/evaluate.md."""
    folder = tmp_path_factory.mktemp("knowledge")
    (frame,) = re.findall(r"```toml\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert tomllib.loads(frame)
    (folder / "frames.toml").write_text(frame, "utf-8")
    return folder


def test_a_frame_of_ones_own(knowledge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITREP_KNOWLEDGE", str(knowledge))
    told = loaded(sitrep("explain", "-", "--json", said=TEXT))
    tried = {(a["trigger"]["quote"], a["frame"]): a["outcomes"] for a in told["attempts"]}
    assert [o["kind"] for o in tried["junket", "visit.junket"]] == ["record"]
    sure = [r["confidence"] for r in told["reports"] if r["frame"] == "visit.junket"]
    assert sure[0] >= 0.7
    assert tried["arrived", "visit.arrive"] == [{"kind": "record", "record": 1, "reason": None}]
    assert [o["kind"] for o in tried["met", "meeting.meet"]] == ["refused"]
    start = TEXT.index("Nobody")
    part = only(Explanation.model_validate_json(json.dumps(told)), start + 3, None)
    assert {a.trigger.quote for a in part.attempts} == {"met"}
    assert {a.trigger.quote for a in only(part, None, "visit").attempts} == set()


def test_tables(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps({"title": "From Lima", "text": TEXT}) + "\n{}\n", "utf-8")
    result = sitrep("explain", path, "--type", "visit")
    assert result.exit_code == Exit.OK
    assert result.stdout.startswith("From Lima")
    assert "“arrived” visit (visit.arrive" in result.stdout
    assert re.search(r"\n    record 1\n", result.stdout)
    assert re.search(r"\n\[1\] visit, frame visit\.arrive, confidence \d\.\d\d\n", result.stdout)
    assert "Ana Ruiz / CHL" in result.stdout
    assert "meeting.meet" not in result.stdout
    assert "articles.jsonl" in result.stderr
    assert "line 2" in result.stderr


def test_nothing_to_explain(tmp_path: Path) -> None:
    result = sitrep("explain", tmp_path / "absent")
    assert result.exit_code == Exit.NOTHING
    assert "no such file" in result.stderr


def test_what_the_gate_skips_is_told() -> None:
    dull = "A singer wins four prizes at the annual film and music awards."
    told = loaded(sitrep("explain", "-", "--json", said=dull))
    assert told["skipped"]
    assert [each["words"]["quote"] for each in told["passages"]] == [dull]
    shown = sitrep("explain", "-", said=dull).stdout
    assert "Skipped" in shown
    assert "gate 0." in shown
    assert not loaded(sitrep("explain", "-", "--json", said=TEXT))["skipped"]


def test_what_is_not_read_to_the_end_is_told() -> None:
    fish = "Norway and Sweden sign an agreement on fish."
    told = loaded(sitrep("explain", "-", "--json", said=fish))
    assert told["skipped"]
    assert 0 < told["glance"] < 0.007 < told["passages"][0]["chance"]
    shown = sitrep("explain", "-", said=fish).stdout
    assert "does not read this document to the end" in " ".join(shown.split())
    assert "glance 0." in shown
    assert loaded(sitrep("explain", "-", "--json", said=TEXT))["glance"] > 0.007
