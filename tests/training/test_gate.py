"""The gate learns what annotations and a run of the extractor tell."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from schemas.document import Document
from schemas.event import Actor, Visit
from schemas.report import Extraction, Report, TextSpan
from schemas.settings import Settings
from schemas.source import Source
from tasks.extract.frames import load_frames
from tasks.extract.gate.features import Features
from tasks.extract.gate.gate import Gate, load_model
from tasks.extract.knowledge import load_knowledge
from tasks.load import load, stage_batch
from tasks.normalize.likeness import fingerprint
from training import gate
from warehouse.publish import publish
from warehouse.rows import Run

CAPITALS = ["Lima", "Oslo", "Rome", "Cairo", "Tokyo", "Quito", "Hanoi", "Accra", "Minsk", "Dakar"]
WEATHER = "Rain fell on the hills of the island for the third day."


def article(number: int) -> tuple[Source, Extraction]:
    """The weather, and in every other article a visit that the extractor found."""
    told = (
        f"The president of Chile arrived in {CAPITALS[number % len(CAPITALS)]} for a state visit."
    )
    text = f"{WEATHER}\n\n{told}" if number % 2 else f"{WEATHER} It is {number}."
    source = Source(
        uri=f"file:///{number}", file_uri="file:///n", blob_sha256="0" * 64, format="text",
        content=text, input_id=f"n{number}",
    )  # fmt: skip
    document = Document.of(source, text_sha256=fingerprint(None, text), text=text)
    if not number % 2:
        return source, Extraction(document=document)
    event = Visit(status="occurred", evidence=(told,), visitors=(Actor(name=None, country="CHL"),))
    start = text.index(told)
    quote = TextSpan(
        slot="evidence.0", field="text", start=start, end=start + len(told), quote=told
    )
    report = Report(
        report_id=Report.key(document.document_id, event), document_id=document.document_id,
        event=event, spans=(quote,), frame="test", extractor="0",
    )  # fmt: skip
    return source, Extraction(document=document, reports=(report,))


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The folder of a run over forty articles."""
    settings = Settings(data=tmp_path / "run")
    articles = [article(number) for number in range(40)]
    stage_batch(tmp_path / "staged", [s for s, _ in articles], [e for _, e in articles], [])
    load(
        [tmp_path / "staged"],
        [],
        Run(run_id=uuid4(), started=datetime.now(UTC), version="1"),
        settings,
    )
    publish(settings)
    return settings.data


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Annotated documents: one in which a minister's talks are told."""
    told = "The foreign ministers of Peru and Ghana held talks in Geneva."
    rows = [
        {"id": "g1", "title": None, "text": told, "events": [{"evidence": [told]}]},
        {"id": "g2", "title": None, "text": "The harvest was good this year.", "events": []},
    ]
    folder = tmp_path / "gold" / "train"
    folder.mkdir(parents=True)
    (folder / "articles.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return folder.parent


def test_passages_that_tell_of_events_come_to_open_the_gate(
    run: Path, gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weights = tmp_path / "weights.npz"
    gate.fit_all(gold, run, weights)
    features = Features(load_knowledge(), load_frames())
    taught = Gate(load_model(weights), features, least=0.5)
    assert taught.opens("The president of Chile arrived in Bogota for a state visit.")
    assert taught.opens("The foreign ministers of Peru and Ghana held talks in Vienna.")
    assert not taught.opens("Rain fell on the hills of the island for the fourth day.")
    table = capsys.readouterr().out
    assert "5 articles of the corpus kept to measure on" in table
