"""Whole documents, parsed once, against the events that they tell."""

import json
import pickle
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

from schemas.document import Document
from schemas.report import Extraction
from schemas.settings import Settings
from tasks.extract import Extractor
from tasks.extract.extractor import extract_parsed, knowledge_hash
from tasks.extract.lexicon import Lexicon
from tasks.extract.reading import Reading

NAMES = [
    json.loads(line)["id"]
    for line in (Path(__file__).parents[2] / "golden" / "extract" / "documents.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.fixture
def extraction(reading: Callable[[str], Reading], lexicon: Lexicon) -> Callable[[str], Extraction]:
    def of(name: str) -> Extraction:
        found = reading(name)
        result, rejects = extract_parsed(found.document, found.doc, lexicon, "test")
        assert rejects == ()
        return result

    return of


@pytest.mark.parametrize("name", NAMES)
def test_events_of_golden_documents(
    name: str, extraction: Callable[[str], Extraction], golden: dict[str, dict[str, Any]]
) -> None:
    found = [report.event.model_dump(mode="json") for report in extraction(name).reports]
    assert found == golden[name]["events"]


@pytest.mark.parametrize("name", NAMES)
def test_quotes_and_envelopes(name: str, extraction: Callable[[str], Extraction]) -> None:
    for report in extraction(name).reports:
        slots = [span.slot for span in report.spans]
        assert slots.count("evidence.0") == 1
        assert len(slots) == len(set(slots))
        assert all(3 <= len(quote.split()) <= 15 for quote in report.event.evidence)
        assert report.frame.startswith(report.event.type)
        assert 0 < report.confidence < 1
        assert report.attribution is not None
        assert report.attribution.outlet == "The Courier"


@pytest.mark.parametrize(
    ("name", "slot", "quote"),
    [
        ("visit-welcome", "visitors.0.name", "Badr al-Harthy"),
        ("visit-welcome", "visitors.0.country", "Omani"),
        ("visit-welcome", "date", "Monday"),
        ("visit-welcome", "place", "Tehran"),
        ("deployment-withdraw", "troops_min", "145"),
        ("transfer-sale", "items.0.quantity_min", "24"),
        ("transfer-sale", "recipient.country", "Hungary"),
    ],
)
def test_spans_point_at_the_words(
    name: str, slot: str, quote: str, extraction: Callable[[str], Extraction]
) -> None:
    spans = {span.slot: span.quote for span in extraction(name).reports[0].spans}
    assert spans[slot] == quote


def test_a_parse_of_another_text_is_refused(
    reading: Callable[[str], Reading], parses: dict[str, Doc], lexicon: Lexicon
) -> None:
    with pytest.raises(ValueError, match="is not the document's"):
        extract_parsed(reading("nothing").document, parses["meeting-two"], lexicon, "test")


def test_extractor_travels_as_its_settings() -> None:
    extractor = Extractor(Settings(model="somewhere"))
    again = pickle.loads(pickle.dumps(extractor))
    assert again._settings == extractor._settings


def test_knowledge_hash_follows_the_users_files(tmp_path: Path) -> None:
    before = knowledge_hash(tmp_path)
    (tmp_path / "README.md").write_text("what is here", encoding="utf-8")
    assert knowledge_hash(tmp_path) == before
    (tmp_path / "frames.toml").write_text("", encoding="utf-8")
    assert knowledge_hash(tmp_path) != before


def test_a_broken_document_is_a_reject(reading: Callable[[str], Reading]) -> None:
    class Broken(Extractor):
        def _of_document(self, document: Document, lexicon: Lexicon) -> Any:
            del document, lexicon
            raise RuntimeError("no such thing")

    found = reading("nothing").document.model_copy(update={"published": date(2020, 1, 1)})
    extractor = Broken(Settings())
    import spacy

    extractor.__dict__["nlp"] = spacy.blank("xx")
    extractor.__dict__["lexicon"] = None
    ((extraction, rejects),) = extractor.extract([found])
    assert extraction.reports == ()
    assert [reject.reason for reject in rejects] == ["internal_error"]
    assert "no such thing" in rejects[0].message
