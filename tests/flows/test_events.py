"""Events on the command line: looked at, corrected, compared, exported."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import Result
from typer.testing import CliRunner

from flows.cli import app
from flows.cli.exits import Exit
from schemas.document import Document
from schemas.errors import SitrepError
from schemas.event import Actor, Visit
from schemas.ids import content_hash
from schemas.report import Extraction, Report, TextSpan
from schemas.settings import Settings
from schemas.source import Source
from tasks.load import load, stage_batch
from tasks.normalize.likeness import fingerprint
from tasks.resolve import resolve
from warehouse.publish import publish
from warehouse.rows import Run

pytestmark = pytest.mark.usefixtures("data")

STORIES = [
    ("a", "2026-03-02", "wire", "planned", "Mira Solberg will visit Lima on Thursday."),
    ("b", "2026-03-05", "paper", "occurred", "Mira Solberg visited Lima on Thursday."),
    ("c", "2026-03-06", "radio", "denied", "Solberg never visited Lima, her office says."),
    ("d", "2026-06-20", "wire", "occurred", "In June Mira Solberg visited Quito."),
]


def extraction(name: str, day: str, publisher: str, status: str, text: str) -> Extraction:
    source = Source(
        uri=f"file:///{name}",
        file_uri=f"file:///{name}",
        blob_sha256=content_hash(text.encode()),
        format="text",
        content=text,
        input_id=name,
    )
    document = Document.of(
        source,
        text_sha256=fingerprint(None, text),
        text=text,
        published=datetime.fromisoformat(day).date(),
        publisher=publisher,
    )
    place = "Quito" if "Quito" in text else "Lima"
    event = Visit(
        status=status,  # type: ignore[arg-type]
        date="2026-06" if place == "Quito" else "2026-03-05",
        country="ECU" if place == "Quito" else "PER",
        place=place,
        evidence=(text,),
        visitors=(Actor(name="Mira Solberg", country="NOR"),),
    )
    report = Report(
        report_id=Report.key(document.document_id, event),
        document_id=document.document_id,
        event=event,
        spans=(TextSpan(slot="evidence.0", field="text", start=0, end=len(text), quote=text),),
        frame="test",
        extractor="1",
    )
    return Extraction(document=document, reports=(report,))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two runs: the plan, then the rest."""
    settings = Settings(data=tmp_path / "data")
    monkeypatch.setenv("SITREP_DATA", str(settings.data))
    dawn = datetime(2026, 7, 1, tzinfo=UTC)
    for at, stories in enumerate((STORIES[:1], STORIES[1:])):
        started = dawn + timedelta(days=at)
        run = Run(run_id=uuid4(), started=started, finished=started, version="1")
        made = [extraction(*story) for story in stories]
        folder = tmp_path / f"batch{at}"
        stage_batch(folder, [], made, [])
        load([folder], [], run, settings)
        resolve(run.run_id, settings)
    publish(settings)
    return settings.data


def sitrep(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def rows(query: str) -> list[dict[str, object]]:
    found = json.loads(sitrep("sql", query, "--json").stdout)
    assert isinstance(found, list)
    return found


def lima() -> str:
    (row,) = rows("SELECT event_id FROM visits WHERE place = 'Lima'")
    return str(row["event_id"])


def test_the_life_of_an_event() -> None:
    shown = sitrep("show", lima()[:13]).stdout
    assert shown.splitlines()[0] == (
        "visit · occurred · disputed · 2026-03-05 · Lima, PER · visitors: Mira Solberg (NOR)"
    )
    told = ["planned, says wire", "occurred, says paper", "denied, says radio"]
    assert [line.split(maxsplit=1)[1] for line in shown.splitlines()[3:6]] == told
    assert "“Mira Solberg visited Lima on Thursday.”" in shown
    assert "both name Mira Solberg" in shown
    assert sitrep("show", "abcdef0123").exit_code == Exit.NOTHING


def test_decisions_are_made_listed_and_undone() -> None:
    event = lima()
    corrected = sitrep("decide", "value", event, "place", "Callao", "--by", "ana", "--note", "port")
    assert corrected.exit_code == Exit.OK
    decision = corrected.stdout.split()[-1]
    assert rows("SELECT place FROM visits ORDER BY 1") == [{"place": "Callao"}, {"place": "Quito"}]
    assert 'ana value place "Callao": port' in sitrep("show", event).stdout
    assert "ana  value" in sitrep("decide", "list").stdout
    assert sitrep("decide", "undo", decision[:8], "--by", "ben").exit_code == Exit.OK
    assert rows("SELECT place FROM visits ORDER BY 1") == [{"place": "Lima"}, {"place": "Quito"}]
    assert "taken back by ben" in sitrep("decide", "list").stdout


def test_events_are_merged_split_and_dismissed() -> None:
    both = [str(row["event_id"]) for row in rows("SELECT event_id FROM visits")]
    sitrep("decide", "merge", *both)
    assert rows("SELECT reports FROM visits") == [{"reports": 4}]
    (report,) = rows("SELECT report_id FROM reports WHERE place = 'Quito'")
    sitrep("decide", "split", lima(), str(report["report_id"]))
    assert rows("SELECT reports FROM visits ORDER BY 1") == [{"reports": 1}, {"reports": 3}]
    sitrep("decide", "not-event", lima())
    assert rows("SELECT place FROM visits") == [{"place": "Quito"}]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["value", "EVENT", "colour", "red"], "is no field of an event"),
        (["value", "EVENT", "date", "soon"], "date cannot be 'soon'"),
        (["value", "000000", "date", "2026"], "no event has an id"),
        (["merge", "EVENT", "EVENT"], "these are one already"),
        (["split", "EVENT", "000000"], "no report has an id"),
        (["undo", "000000"], "`sitrep decide list` shows them"),
    ],
)
def test_a_decision_that_cannot_be_followed_says_why(arguments: list[str], message: str) -> None:
    event = lima()
    result = sitrep("decide", *[event if each == "EVENT" else each for each in arguments])
    assert result.exit_code != Exit.OK
    assert isinstance(result.exception, SitrepError)
    assert message in str(result.exception)
    assert sitrep("decide", "list").stdout == ""


def test_what_the_last_run_changed() -> None:
    changed = sitrep("diff").stdout
    assert "      status: planned → occurred" in changed
    assert changed.splitlines()[-1] == "1 new, 0 gone, 1 changed"
    assert sitrep("diff", "2026-01-01", "2026-07-01T12:00").stdout.splitlines()[-1] == (
        "1 new, 0 gone, 0 changed"
    )
    assert isinstance(sitrep("diff", "yesterday").exception, SitrepError)
    (known,) = rows("SELECT status FROM events_as_of(TIMESTAMP '2026-07-01 12:00')")
    assert known == {"status": "planned"}


def test_export() -> None:
    reports = [json.loads(line) for line in sitrep("export", "--reports").stdout.splitlines()]
    assert [line["id"] for line in reports] == ["a", "b", "c", "d"]
    homes = [line["events"][0]["event_id"] for line in reports]
    assert len(set(homes[:3])) == 1
    assert len(set(homes)) == 2
    events = [json.loads(line) for line in sitrep("export").stdout.splitlines()]
    assert {event["event_id"] for event in events} == set(homes)
    assert [turn["status"] for turn in events[0]["history"]] == ["planned", "occurred", "denied"]


def test_resolve_alone_changes_nothing() -> None:
    before = rows("FROM visits")
    assert sitrep("resolve").stdout == "4 reports, 2 events\n"
    assert rows("FROM visits") == before
