"""`sitrep evaluate`: its figures are those of what `sitrep extract` prints."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.cli.exits import Exit
from tasks.evaluate import GoldError, part_of

SHARED = Path(__file__).parents[3] / "shared"
ARTICLES = [
    {
        "id": "lima",
        "published": "2025-05-04",
        "text": "Foreign Minister Ana Ruiz of Chile arrived in Lima on 3 May 2025.",
    },
    {
        "id": "juba",
        "published": "2025-06-02",
        "text": "Ghana sent 200 soldiers to South Sudan on 1 June 2025, the army said.",
    },
    {"id": "harvest", "text": "The harvest was good this year, the farmers of the valley said."},
    {"id": "flood", "text": "The river rose again at night, and the lower town stood in water."},
]
INVENTED = {
    "type": "meeting",
    "status": "planned",
    "participants": [{"name": "Ana Ruiz", "country": "CHL", "role": None}],
    "evidence": ["said"],
}


def sitrep(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments])


def write(path: Path, records: list[dict[str, Any]]) -> Path:
    path.write_text("\n".join(json.dumps(record) for record in records), "utf-8")
    return path


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    articles = write(tmp_path_factory.mktemp("articles") / "a.jsonl", ARTICLES)
    lines = sitrep("extract", articles, "--workers", "1").stdout.splitlines()
    events = {line["id"]: line["events"] for line in map(json.loads, lines)}
    assert [len(events[article["id"]]) for article in ARTICLES] == [1, 1, 0, 0]
    return events


@pytest.fixture
def gold(found: dict[str, list[dict[str, Any]]], tmp_path: Path) -> Path:
    """What is extracted, but for a meeting that the text does not tell, and a visit taken out."""
    events = {**found, "harvest": [INVENTED], "lima": []}
    return write(tmp_path / "gold.jsonl", [{**a, "events": events[a["id"]]} for a in ARTICLES])


def test_figures_as_json(gold: Path, tmp_path: Path) -> None:
    nothing = [{"id": article["id"], "events": []} for article in ARTICLES]
    before = write(tmp_path / "before.jsonl", nothing)
    result = sitrep("evaluate", gold, "--workers", "1", "--json", "--against", before)
    assert result.exit_code == Exit.OK, result.exception
    shown = json.loads(result.stdout)
    assert shown["documents"] == 4
    event = shown["figures"]["event"]
    assert event == {"p": 50.0, "r": 50.0, "f1": 50.0, "right": 1, "gold": 2, "found": 2}
    assert shown["figures"]["event.deployment"]["f1"] == 100.0
    assert shown["eventless"] == {"documents": 2, "records": 1, "per_hundred": 50.0}
    assert {frame["frame"].split(".")[0]: frame["matched"] for frame in shown["frames"]} == {
        "deployment": 1,
        "visit": 0,
    }
    assert shown["errors"] == {"missed no such record": 1, "spurious no such record": 1}
    assert (shown["gain"]["event"]["before"], shown["gain"]["event"]["after"]) == (0.0, 50.0)
    low, high = shown["intervals"]["event"]
    assert 0 <= low <= 50 <= high <= 100


def test_tables(gold: Path) -> None:
    result = sitrep("evaluate", gold, "--workers", "1", "--errors", "--by", "frame")
    assert "lima visit spurious (no such record; occurred, visit." in result.stdout
    assert "harvest meeting missed (no such record; planned): said" in result.stdout
    assert "50.0 records on a hundred of the 2 without an event" in result.stdout
    assert "Frames" in result.stdout
    assert "Gain" not in result.stdout


def test_only_a_part(gold: Path) -> None:
    result = sitrep("evaluate", gold, "--workers", "1", "--part", "aside", "--by", "confidence")
    aside = [article for article in ARTICLES if part_of(str(article["id"])) == "aside"]
    assert 0 < len(aside) < len(ARTICLES)
    assert f"\n{len(aside)} document; " in result.stdout
    assert "share right" in result.stdout


def test_nothing_in_the_part(tmp_path: Path) -> None:
    kept = next(each for each in ARTICLES if part_of(str(each["id"])) == "read")
    path = write(tmp_path / "gold.jsonl", [{**kept, "events": []}])
    result = sitrep("evaluate", path, "--part", "aside")
    assert result.exit_code == Exit.NOTHING
    assert "no document is in the part 'aside'" in result.stderr


def test_a_bad_file_is_named_before_anything_is_extracted(gold: Path, tmp_path: Path) -> None:
    bad = write(tmp_path / "bad.jsonl", [{"id": "a", "text": "b"}])
    result = sitrep("evaluate", gold, bad)
    assert isinstance(result.exception, GoldError)
    assert "bad.jsonl, line 1" in str(result.exception)
    other = write(tmp_path / "other.jsonl", [{"id": "a", "events": []}])
    result = sitrep("evaluate", gold, "--against", other)
    assert "other.jsonl: holds none of these documents" in str(result.exception)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the annotated texts are not there")
def test_the_scorer_says_the_same_of_what_is_extracted(tmp_path: Path) -> None:
    annotated = SHARED / "gold" / "dev" / "re3d.jsonl"
    lines = tmp_path / "extracted.jsonl"
    lines.write_text(sitrep("extract", annotated).stdout, "utf-8")
    command = [sys.executable, SHARED / "score", annotated, lines, "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    ours = json.loads(sitrep("evaluate", annotated, "--json").stdout)["figures"]
    assert ours == theirs
